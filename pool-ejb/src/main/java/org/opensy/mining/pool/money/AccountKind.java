package org.opensy.mining.pool.money;

/** What an account is for. docs/money.md shows what moves between them. */
public enum AccountKind {
  /** Coinbases of our blocks that may not be spent yet. */
  COINBASE_IMMATURE(Side.DEBIT),
  /** What our wallet has of matured coinbases, and what the operator put in. */
  COINBASE_MATURE(Side.DEBIT),
  /** What left the wallet for miners; never comes back. */
  SENT(Side.DEBIT),
  /** Network fees that the pool paid and has not yet taken from its own fee. */
  WALLET_FEES(Side.DEBIT),

  /** A miner's parts of blocks that may still be orphaned. */
  MINER_IMMATURE(Side.CREDIT),
  /** What a miner can be paid. */
  MINER_PAYABLE(Side.CREDIT),
  /** What is set aside for a payout under way. */
  MINER_RESERVED(Side.CREDIT),
  /** What a miner has been paid so far. */
  MINER_PAID(Side.CREDIT),
  /** The pool's fee of blocks that may still be orphaned. */
  FEE_IMMATURE(Side.CREDIT),
  /** The pool's fee. */
  FEE(Side.CREDIT),
  /** Blocks of PPS miners that may still be orphaned. */
  OPERATOR_IMMATURE(Side.CREDIT),
  /** The operator's own money and luck: PPS blocks less PPS credits. May be below zero. */
  OPERATOR_FLOAT(Side.CREDIT),
  /** What divisions left over, of blocks that may still be orphaned. May be below zero. */
  ROUNDING_IMMATURE(Side.CREDIT),
  /** What divisions left over and the next one takes up. May be below zero. */
  ROUNDING(Side.CREDIT);

  /** Which side of a posting increases an account. */
  private enum Side {
    DEBIT,
    CREDIT
  }

  private final Side side;

  AccountKind(Side side) {
    this.side = side;
  }

  /** Whether debits increase it: it is something that the pool has, not something it owes. */
  public boolean isAsset() {
    return side == Side.DEBIT;
  }

  /** Whether each miner has one of its own. */
  public boolean isMiners() {
    return name().startsWith("MINER_");
  }
}
