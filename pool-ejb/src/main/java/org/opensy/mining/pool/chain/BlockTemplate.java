package org.opensy.mining.pool.chain;

import java.util.List;
import java.util.Optional;
import org.opensy.mining.stratum.protocol.Target;

/**
 * What the node's {@code getblocktemplate} says of the next block. Thread-safe.
 *
 * @param height of the block to be built, 1..2^31-1
 * @param header what goes into the header
 * @param coinbase what the first transaction may and must contain
 * @param transactions the others, in order
 * @param longPollId hand this back to the node to wait for a change; empty if the node gave none
 */
public record BlockTemplate(
    long height,
    HeaderFields header,
    CoinbaseFields coinbase,
    List<TemplateTransaction> transactions,
    String longPollId) {

  /**
   * The template's part in the header.
   *
   * @param version signed 32 bits
   * @param previousBlockHash the block to build on
   * @param bits the network target
   * @param minTime the earliest time that the node accepts, seconds since 1970
   * @param curTime the node's time, seconds since 1970
   */
  public record HeaderFields(
      int version, BlockHash previousBlockHash, CompactBits bits, long minTime, long curTime) {}

  /**
   * The template's part in the coinbase.
   *
   * @param value subsidy and fees: the most that the coinbase may pay
   * @param witnessCommitment script of the output that BIP141 wants, if the node gave one
   */
  public record CoinbaseFields(Amount value, Optional<Bytes> witnessCommitment) {

    /** Refuses what no block can have. */
    public CoinbaseFields {
      if (!value.isMoney()) {
        throw new ChainFormatException("coinbase value out of range: " + value);
      }
      if (!witnessCommitment.map(WitnessCommitment::isCommitment).orElse(true)) {
        throw new ChainFormatException("not a witness commitment: " + witnessCommitment.get());
      }
    }
  }

  /** Refuses a height that no block has; copies the list. */
  public BlockTemplate {
    if (height < 1 || height > Integer.MAX_VALUE) {
      throw new ChainFormatException("template height out of range: " + height);
    }
    transactions = List.copyOf(transactions);
  }

  /** The block to build on. */
  public BlockHash previousBlockHash() {
    return header.previousBlockHash();
  }

  /**
   * The target that the block's proof of work must meet.
   *
   * @throws ChainFormatException if the bits encode none
   */
  public Target networkTarget() {
    return header.bits().toTarget();
  }

  /** The time for the header: the node's, but never before the earliest that it accepts. */
  public long headerTime() {
    return Math.max(header.minTime(), header.curTime());
  }
}
