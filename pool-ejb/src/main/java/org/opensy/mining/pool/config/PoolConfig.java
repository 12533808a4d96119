package org.opensy.mining.pool.config;

import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.settings.Setting;
import org.opensy.mining.settings.SettingsReader;

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
   * @param work how old work may be, and when a node is stuck
   */
  public record Chain(ChainSettings settings, NodeSettings node, WorkSettings work) {

    static Supplier<Chain> read(SettingsReader keys, Setting<Network> network) {
      Supplier<ChainSettings> chain = ChainSettings.read(keys, network);
      Supplier<NodeSettings> node = NodeSettings.read(keys);
      Supplier<WorkSettings> work = WorkSettings.read(keys);
      return () -> new Chain(chain.get(), node.get(), work.get());
    }
  }

  /**
   * What it takes to have shares and to judge them.
   *
   * @param stratum the miners' ports
   * @param verification RandomX
   */
  public record Mining(StratumSettings stratum, VerificationSettings verification) {

    static Supplier<Mining> read(SettingsReader keys, Setting<Network> network) {
      Supplier<StratumSettings> stratum = StratumSettings.read(keys, network);
      Supplier<VerificationSettings> verification = VerificationSettings.read(keys);
      return () -> new Mining(stratum.get(), verification.get());
    }
  }

  /**
   * What becomes of shares.
   *
   * @param reward how rewards are shared out
   * @param payout when earnings are final and how they are paid
   */
  public record Money(RewardSettings reward, PayoutSettings payout) {

    static Supplier<Money> read(SettingsReader keys, Setting<Network> network) {
      Supplier<RewardSettings> reward = RewardSettings.read(keys, network);
      Supplier<PayoutSettings> payout = PayoutSettings.read(keys, network);
      return () -> new Money(reward.get(), payout.get());
    }
  }

  /**
   * Who is let in.
   *
   * @param auth who may sign in, and which tokens are taken
   * @param bans who is kept out
   * @param http what HTTP clients may take
   * @param live how many may listen to live events
   */
  public record Access(AuthSettings auth, BanSettings bans, HttpSettings http, LiveSettings live) {

    static Supplier<Access> read(SettingsReader keys) {
      Supplier<AuthSettings> auth = AuthSettings.read(keys);
      Supplier<BanSettings> bans = BanSettings.read(keys);
      Supplier<HttpSettings> http = HttpSettings.read(keys);
      Supplier<LiveSettings> live = LiveSettings.read(keys);
      return () -> new Access(auth.get(), bans.get(), http.get(), live.get());
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

  /** How old work may be, and when a node is stuck. */
  public WorkSettings work() {
    return chains.work();
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

  /** Who may sign in, and which tokens are taken. */
  public AuthSettings auth() {
    return access.auth();
  }

  /** Who is kept out. */
  public BanSettings bans() {
    return access.bans();
  }

  /** What HTTP clients may take. */
  public HttpSettings http() {
    return access.http();
  }

  /** How many may listen to live events. */
  public LiveSettings live() {
    return access.live();
  }

  /**
   * Reads every key.
   *
   * @throws ConfigProblems naming all keys that are missing or wrong
   */
  public static PoolConfig read(Config config) {
    SettingsReader keys = reader(config);
    Setting<Network> network = ChainSettings.network(keys);
    Supplier<Chain> chain = Chain.read(keys, network);
    Supplier<StorageSettings> storage = StorageSettings.read(keys, network);
    Supplier<Mining> mining = Mining.read(keys, network);
    Supplier<Money> money = Money.read(keys, network);
    Supplier<Access> access = Access.read(keys);
    keys.check(ConfigProblems::new);
    return new PoolConfig(chain.get(), storage.get(), mining.get(), money.get(), access.get());
  }

  static SettingsReader reader(Config config) {
    return new SettingsReader(key -> config.getOptionalValue(key, String.class));
  }
}
