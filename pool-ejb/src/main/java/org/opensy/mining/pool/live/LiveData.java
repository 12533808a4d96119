package org.opensy.mining.pool.live;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.money.MinerBalance;
import org.opensy.mining.pool.report.ListedBlock;
import org.opensy.mining.pool.report.ListedPayment;

/** What an event tells. */
public sealed interface LiveData {

  /**
   * The whole pool; null for what is not known.
   *
   * @param hashrate hashes a second
   * @param miners addresses with a share accepted in the last ten minutes
   * @param workers their workers
   * @param blocksFound blocks of the pool on the best chain
   * @param difficulty of the network, in expected hashes
   * @param height of the block that is mined
   */
  record Stats(
      Long hashrate,
      Long miners,
      Long workers,
      Long blocksFound,
      BigInteger difficulty,
      Long height)
      implements LiveData {}

  /**
   * A block as it is now.
   *
   * @param isNew whether it was not on the chain before
   */
  record Block(ListedBlock listed, boolean isNew) implements LiveData {}

  /** A payment as it is now. */
  record Payment(ListedPayment listed) implements LiveData {}

  /**
   * A miner.
   *
   * @param tenMinutes hashes a second over the last ten minutes; nothing if they are not known
   * @param hour over the last hour, likewise
   * @param balance its money
   */
  record Miner(
      Address address, Optional<Long> tenMinutes, Optional<Long> hour, MinerBalance balance)
      implements LiveData {}

  /**
   * One of the shares.
   *
   * @param address whose
   * @param worker its machine; empty if the name is not for everybody
   * @param difficulty in expected hashes; nothing if it was refused
   * @param isValid whether it counts
   * @param at when it was judged
   */
  record Share(
      String address, String worker, Optional<Long> difficulty, boolean isValid, Instant at)
      implements LiveData {}

  /** The connection lives. */
  record Heartbeat() implements LiveData {}

  /** A client is here, and hears of all that happens from now on. */
  record Welcome() implements LiveData {}

  /** An answer to what a client said, in its own format. */
  record Answer(String text) implements LiveData {}

  /** What the client missed is no longer known. */
  record Reset() implements LiveData {}
}
