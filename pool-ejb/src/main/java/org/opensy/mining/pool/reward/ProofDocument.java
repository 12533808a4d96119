package org.opensy.mining.pool.reward;

import java.util.List;
import org.opensy.mining.pool.chain.Amount;

/**
 * A {@link RewardProof} as it is handed out, the JSON of {@code docs/proofs.md}: members are named
 * like the components here, in snake_case ({@code block_hash}, {@code fee_basis_points}). Every
 * number is a text of decimal digits, so that no reader rounds it. Thread-safe.
 *
 * @param format {@value #FORMAT}
 * @param blockHash 64 hex digits, as the node prints them
 * @param terms by which the block was split
 * @param totals where the reward went
 * @param miners number of leaves
 * @param totalWork expected hashes of all miners
 * @param leaf the miner's part
 * @param siblings beside the way from the leaf to the top, from the leaf upwards
 */
public record ProofDocument(
    String format,
    String blockHash,
    Terms terms,
    Totals totals,
    String miners,
    String totalWork,
    Leaf leaf,
    List<Node> siblings) {
  /** Another format has another name. */
  public static final String FORMAT = "opensy-reward-proof/1";

  /**
   * Terms as text.
   *
   * @param scheme pplns, prop, pps or solo
   * @param feeBasisPoints 0 to 10000
   * @param windowFactor above 0 to 1000, up to four decimals
   */
  public record Terms(String scheme, String feeBasisPoints, String windowFactor) {}

  /**
   * Totals as text, in base units.
   *
   * @param reward what the block paid
   * @param carriedIn what earlier divisions left over; may be negative
   * @param fee the pool's
   * @param operator the operator's
   * @param carriedOut what this division left over
   */
  public record Totals(
      String reward, String carriedIn, String fee, String operator, String carriedOut) {}

  /**
   * A leaf as text.
   *
   * @param index counted from 0
   * @param address the miner's
   * @param work in expected hashes
   * @param amount in base units
   */
  public record Leaf(String index, String address, String work, String amount) {}

  /**
   * A node as text.
   *
   * @param hash 64 hex digits, in the order of its bytes
   * @param work in expected hashes
   * @param amount in base units
   */
  public record Node(String hash, String work, String amount) {}

  /** Writes a proof down. */
  public static ProofDocument of(RewardProof proof) {
    RewardContext context = proof.context();
    RewardShare leaf = proof.leaf();
    return new ProofDocument(
        FORMAT,
        context.block().toString(),
        of(context.terms()),
        of(context.totals()),
        Integer.toString(context.miners()),
        context.work().toString(),
        new Leaf(
            Integer.toString(proof.index()),
            leaf.address(),
            leaf.work().toString(),
            units(leaf.amount())),
        proof.siblings().stream().map(ProofDocument::of).toList());
  }

  private static Terms of(RewardTerms terms) {
    return new Terms(
        terms.scheme().lowerCaseName(),
        Integer.toString(terms.fee().value()),
        terms.windowFactor().toPlainString());
  }

  private static Totals of(SplitTotals totals) {
    return new Totals(
        units(totals.reward()),
        units(totals.carriedIn()),
        units(totals.fee()),
        units(totals.operator()),
        units(totals.carriedOut()));
  }

  private static Node of(SumNode node) {
    return new Node(node.hash().internalHex(), node.work().toString(), units(node.amount()));
  }

  private static String units(Amount amount) {
    return Long.toString(amount.baseUnits());
  }

  /**
   * Reads the proof; whether it holds is for {@link RewardProof#verify} to say.
   *
   * @throws ProofFormatException if something is missing, is no number or is out of range
   */
  public RewardProof toProof() {
    return new ProofReader(this).proof();
  }
}
