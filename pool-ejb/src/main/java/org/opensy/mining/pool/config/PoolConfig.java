package org.opensy.mining.pool.config;

import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.opensy.mining.pool.chain.Network;

/**
 * Everything an operator can set, typed and checked. Built once, by {@link #read};
 * docs/configuration.md lists the keys. Immutable. Thread-safe.
 *
 * @param chain network and coinbase address
 * @param node the nodes
 * @param storage database and Redis
 * @param mining the miners' ports and RandomX
 * @param reward how rewards are shared out
 */
public record PoolConfig(
    ChainSettings chain,
    NodeSettings node,
    StorageSettings storage,
    Mining mining,
    RewardSettings reward) {

  /**
   * What it takes to have shares and to judge them.
   *
   * @param stratum the miners' ports
   * @param verification RandomX
   */
  public record Mining(StratumSettings stratum, VerificationSettings verification) {

    static Optional<Mining> read(KeyReader keys) {
      Optional<StratumSettings> stratum = StratumSettings.read(keys);
      Optional<VerificationSettings> verification = VerificationSettings.read(keys);
      return stratum.flatMap(ports -> verification.map(checks -> new Mining(ports, checks)));
    }
  }

  /** The miners' ports. */
  public StratumSettings stratum() {
    return mining.stratum();
  }

  /** RandomX. */
  public VerificationSettings verification() {
    return mining.verification();
  }

  /**
   * Reads every key.
   *
   * @throws ConfigProblems naming all keys that are missing or wrong
   */
  public static PoolConfig read(Config config) {
    KeyReader keys = new KeyReader(config);
    Optional<Network> network = ChainSettings.network(keys);
    Optional<ChainSettings> chain = ChainSettings.read(keys, network);
    Optional<NodeSettings> node = NodeSettings.read(keys);
    Optional<StorageSettings> storage = StorageSettings.read(keys);
    Optional<Mining> mining = Mining.read(keys);
    Optional<RewardSettings> reward = RewardSettings.read(keys, network);
    if (!keys.problems().isEmpty()) {
      throw new ConfigProblems(keys.problems());
    }
    return new PoolConfig(
        chain.orElseThrow(),
        node.orElseThrow(),
        storage.orElseThrow(),
        mining.orElseThrow(),
        reward.orElseThrow());
  }
}
