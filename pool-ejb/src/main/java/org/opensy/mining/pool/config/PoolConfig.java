package org.opensy.mining.pool.config;

import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * Everything an operator can set, typed and checked. Built once, by {@link #read};
 * docs/configuration.md lists the keys. Immutable. Thread-safe.
 *
 * @param chain network and coinbase address
 * @param node the nodes
 * @param storage database and Redis
 * @param stratum the miners' port
 * @param verification RandomX
 * @param payout maturity of blocks and payments to miners
 */
public record PoolConfig(
    ChainSettings chain,
    NodeSettings node,
    StorageSettings storage,
    StratumSettings stratum,
    VerificationSettings verification,
    PayoutSettings payout) {

  /**
   * Reads every key.
   *
   * @throws ConfigProblems naming all keys that are missing or wrong
   */
  public static PoolConfig read(Config config) {
    KeyReader keys = new KeyReader(config);
    Optional<ChainSettings> chain = ChainSettings.read(keys);
    Optional<NodeSettings> node = NodeSettings.read(keys);
    Optional<StorageSettings> storage = StorageSettings.read(keys);
    Optional<StratumSettings> stratum = StratumSettings.read(keys);
    Optional<VerificationSettings> verification = VerificationSettings.read(keys);
    Optional<PayoutSettings> payout = PayoutSettings.read(keys);
    if (!keys.problems().isEmpty()) {
      throw new ConfigProblems(keys.problems());
    }
    return new PoolConfig(
        chain.orElseThrow(),
        node.orElseThrow(),
        storage.orElseThrow(),
        stratum.orElseThrow(),
        verification.orElseThrow(),
        payout.orElseThrow());
  }
}
