package org.opensy.mining.pool.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import org.opensy.mining.pool.live.LiveData;

/** What live events tell, as the API shows it elsewhere. Thread-safe. */
@ApplicationScoped
public class LiveViews {
  private final ChainProgress chain;

  /** For the container's proxy. */
  protected LiveViews() {
    this(null);
  }

  @Inject
  public LiveViews(ChainProgress chain) {
    this.chain = chain;
  }

  /**
   * A miner of whom something has changed.
   *
   * @param address whose
   * @param hashrate hashes a second
   * @param balance its money
   */
  public record LiveMinerView(
      String address, MinerView.Hashrate hashrate, MinerView.Balance balance) {

    static LiveMinerView of(LiveData.Miner miner) {
      return new LiveMinerView(
          miner.address().toString(),
          new MinerView.Hashrate(miner.tenMinutes().orElse(null), miner.hour().orElse(null)),
          MinerView.Balance.of(miner.balance()));
    }
  }

  /**
   * One of the shares.
   *
   * @param address whose
   * @param worker its machine; null if the name is not for everybody
   * @param difficulty in expected hashes; null if it was refused
   * @param valid whether it counts
   * @param at when it was judged
   */
  public record LiveShareView(
      String address, String worker, BigInteger difficulty, boolean valid, Instant at) {}

  /** The pool at a glance. */
  public static LiveData.Stats stats(PoolStats stats) {
    return new LiveData.Stats(
        stats.miners().hashrate(),
        stats.miners().active(),
        stats.miners().activeWorkers(),
        Optional.ofNullable(stats.blocks()).map(PoolStats.Blocks::accepted).orElse(null),
        stats.chain().difficulty(),
        stats.height());
  }

  /** What an event tells, as JSON on one line. */
  public String json(LiveData data) {
    return SnakeCase.JSON.toJson(view(data));
  }

  private Object view(LiveData data) {
    if (data instanceof LiveData.Block block) {
      return BlockView.of(block.listed(), chain);
    }
    if (data instanceof LiveData.Payment payment) {
      return PaymentView.of(payment.listed());
    }
    if (data instanceof LiveData.Miner miner) {
      return LiveMinerView.of(miner);
    }
    if (data instanceof LiveData.Share share) {
      return new LiveShareView(
          share.address(),
          share.worker().isEmpty() ? null : share.worker(),
          share.difficulty().map(BigInteger::valueOf).orElse(null),
          share.isValid(),
          share.at());
    }
    return data;
  }
}
