package org.opensy.mining.pool.reward;

/** What can be wrong with a {@link RewardProof}, in the order in which it is looked for. */
public enum ProofFault {
  /** The leaf stands outside of the tree. */
  INDEX("index of the leaf"),
  /** The way to the top has another length in a tree of this size. */
  SIBLINGS("number of siblings"),
  /** A part of the reward is below zero, or more than there can be. */
  RANGE("part of the reward"),
  /** The work along the way does not add up to the total. */
  TOTAL_WORK("total work"),
  /** The amounts along the way do not add up to what the totals leave for the miners. */
  TOTAL_AMOUNT("total amount"),
  /** The proof leads to another root. */
  ROOT("root"),
  /** The operator takes a part although miners worked. */
  OPERATOR("operator's part"),
  /** More is left over than divisions can leave. */
  CARRIED_OUT("carried out"),
  /** The pool took more than its fee. */
  FEE("fee"),
  /** The amount does not follow from the work. */
  AMOUNT("amount of the leaf");

  private final String subject;

  ProofFault(String subject) {
    this.subject = subject;
  }

  /** What it is that is wrong, as a noun. */
  public String subject() {
    return subject;
  }
}
