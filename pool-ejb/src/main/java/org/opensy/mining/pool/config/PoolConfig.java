package org.opensy.mining.pool.config;

import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.opensy.mining.pool.chain.Network;

/**
 * Everything an operator can set, typed and checked. Built once, by {@link #read};
 * docs/configuration.md lists the keys. Immutable. Thread-safe.
 *
 * @param chains network, nodes and coinbase address
 * @param storage database and Redis
 * @param mining the miners' ports and RandomX
 * @param money how rewards are shared out and paid
 * @param access who may do what, and who is kept out
 */
public record PoolConfig(
    Chain chains, StorageSettings storage, Mining mining, Money money, Access access) {

  /**
   * The chain and where to learn of it.
   *
   * @param settings network and coinbase address
   * @param node the nodes
   */
  public record Chain(ChainSettings settings, NodeSettings node) {

    static Optional<Chain> read(KeyReader keys, Optional<Network> network) {
      Optional<ChainSettings> chain = ChainSettings.read(keys, network);
      Optional<NodeSettings> node = NodeSettings.read(keys);
      return chain.flatMap(settings -> node.map(nodes -> new Chain(settings, nodes)));
    }
  }

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

  /**
   * What becomes of shares.
   *
   * @param reward how rewards are shared out
   * @param payout when earnings are final and how they are paid
   */
  public record Money(RewardSettings reward, PayoutSettings payout) {

    static Optional<Money> read(KeyReader keys, Optional<Network> network) {
      Optional<RewardSettings> reward = RewardSettings.read(keys, network);
      Optional<PayoutSettings> payout = PayoutSettings.read(keys);
      return reward.flatMap(shared -> payout.map(paid -> new Money(shared, paid)));
    }
  }

  /**
   * Who is let in.
   *
   * @param admin how operators show who they are
   * @param bans who is kept out
   */
  public record Access(AdminSettings admin, BanSettings bans) {

    static Optional<Access> read(KeyReader keys) {
      Optional<AdminSettings> admin = AdminSettings.read(keys);
      Optional<BanSettings> bans = BanSettings.read(keys);
      return admin.flatMap(operators -> bans.map(banned -> new Access(operators, banned)));
    }
  }

  /** Network and coinbase address. */
  public ChainSettings chain() {
    return chains.settings();
  }

  /** The nodes. */
  public NodeSettings node() {
    return chains.node();
  }

  /** The miners' ports. */
  public StratumSettings stratum() {
    return mining.stratum();
  }

  /** RandomX. */
  public VerificationSettings verification() {
    return mining.verification();
  }

  /** How rewards are shared out. */
  public RewardSettings reward() {
    return money.reward();
  }

  /** When earnings are final and how they are paid. */
  public PayoutSettings payout() {
    return money.payout();
  }

  /** How operators show who they are. */
  public AdminSettings admin() {
    return access.admin();
  }

  /** Who is kept out. */
  public BanSettings bans() {
    return access.bans();
  }

  /**
   * Reads every key.
   *
   * @throws ConfigProblems naming all keys that are missing or wrong
   */
  public static PoolConfig read(Config config) {
    KeyReader keys = new KeyReader(config);
    Optional<Network> network = ChainSettings.network(keys);
    Optional<Chain> chain = Chain.read(keys, network);
    Optional<StorageSettings> storage = StorageSettings.read(keys);
    Optional<Mining> mining = Mining.read(keys);
    Optional<Money> money = Money.read(keys, network);
    Optional<Access> access = Access.read(keys);
    if (!keys.problems().isEmpty()) {
      throw new ConfigProblems(keys.problems());
    }
    return new PoolConfig(
        chain.orElseThrow(),
        storage.orElseThrow(),
        mining.orElseThrow(),
        money.orElseThrow(),
        access.orElseThrow());
  }
}
