package org.opensy.mining.stratum.api;

import org.opensy.mining.stratum.protocol.BitcoinDifficulty;
import org.opensy.mining.stratum.protocol.BitcoinJob;
import org.opensy.mining.stratum.protocol.StratumJob;

/** A job in the dialect of its session. */
public sealed interface MinerJob {
  /**
   * For XMRig's dialect: the pool made the header.
   *
   * @param job as it stands on the wire
   */
  record Header(StratumJob job) implements MinerJob {}

  /**
   * For the Bitcoin dialect: the miner makes coinbase and header.
   *
   * @param job as it stands on the wire
   * @param difficulty sent before the job if it differs from the last one's
   * @param seedHash the RandomX key, likewise; 64 hex digits
   */
  record Coinbase(BitcoinJob job, BitcoinDifficulty difficulty, String seedHash)
      implements MinerJob {}
}
