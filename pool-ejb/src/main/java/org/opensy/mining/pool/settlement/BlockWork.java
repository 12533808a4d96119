package org.opensy.mining.pool.settlement;

import java.math.BigInteger;
import java.util.Optional;
import java.util.function.Function;
import org.opensy.mining.pool.ledger.BlockShare;
import org.opensy.mining.pool.ledger.LedgerException;
import org.opensy.mining.pool.ledger.RewardWindows;
import org.opensy.mining.pool.ledger.WindowRequest;
import org.opensy.mining.pool.reward.RewardWindow;
import org.opensy.mining.pool.reward.WorkHistory;

/** The work behind a block, read from the ledger in one way or another. Thread-safe. */
public final class BlockWork implements WorkHistory<LedgerException> {
  private final Function<WindowRequest, RewardWindow> reader;
  private final Optional<BlockShare> before;

  private BlockWork(Function<WindowRequest, RewardWindow> reader, Optional<BlockShare> before) {
    this.reader = reader;
    this.before = before;
  }

  /**
   * From the sums that are kept of shares.
   *
   * @param before own share of the block before, of the same scheme
   */
  static BlockWork fromSums(RewardWindows windows, BlockShare own, Optional<BlockShare> before) {
    return new BlockWork(request -> windows.read(own, request), before);
  }

  /** From the shares themselves, those with ids up to {@code uptoShareId}. */
  public static BlockWork fromShares(
      RewardWindows windows, BlockShare own, Optional<BlockShare> before, long uptoShareId) {
    return new BlockWork(request -> windows.readFromShares(own, request, uptoShareId), before);
  }

  @Override
  public RewardWindow latest(BigInteger work) {
    return reader.apply(new WindowRequest.Latest(work));
  }

  @Override
  public RewardWindow sinceLastBlock() {
    return reader.apply(new WindowRequest.Since(before));
  }

  @Override
  public RewardWindow finder() {
    return reader.apply(new WindowRequest.Finder());
  }
}
