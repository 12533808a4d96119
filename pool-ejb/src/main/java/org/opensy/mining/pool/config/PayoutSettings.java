package org.opensy.mining.pool.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.settings.Setting;
import org.opensy.mining.settings.SettingFormat;
import org.opensy.mining.settings.SettingsReader;

/**
 * When earnings are final and how they are paid.
 *
 * @param enabled whether the pool pays at all
 * @param terms what is paid, and who bears the fee
 * @param waits pauses and patience
 * @param depths when blocks and payments count as final
 * @param wallet what is paid from
 */
public record PayoutSettings(
    boolean enabled, Terms terms, Waits waits, Depths depths, Wallet wallet) {

  /** Who bears the fee of a payout's transaction. */
  public enum FeePayer {
    /** The pool: miners get their balance to the last base unit. */
    POOL,
    /** The miners of the payout, in equal parts. */
    MINERS;

    private static FeePayer of(String name) {
      return switch (name) {
        case "pool" -> POOL;
        case "miners" -> MINERS;
        default -> throw new IllegalArgumentException("neither");
      };
    }
  }

  /**
   * What is paid.
   *
   * @param minimum balance from which a miner is paid, above {@code dust}
   * @param wishFactor how many times the minimum a password may ask for, at least 1
   * @param dust least amount that is ever sent
   * @param maxOutputs miners paid by one transaction, 1..2000: two thousand P2PKH outputs weigh
   *     272,000 of the 400,000 units that the node relays
   * @param fee of a payout's transaction
   */
  public record Terms(Amount minimum, int wishFactor, Amount dust, int maxOutputs, NetworkFee fee) {

    static Supplier<Terms> read(SettingsReader keys) {
      Setting<Amount> minimum = keys.required("pool.payout.minimum", Formats.AMOUNT);
      Setting<Integer> factor =
          keys.required("pool.payout.max-minimum-factor", SettingFormat.number(1, 1_000_000));
      Setting<Amount> dust = keys.required("pool.payout.dust", Formats.AMOUNT);
      Setting<Integer> outputs =
          keys.required("pool.payout.max-outputs", SettingFormat.number(1, 2000));
      Supplier<NetworkFee> fee = NetworkFee.read(keys);
      boolean both = minimum.isUsable() && dust.isUsable();
      if (both && minimum.get().compareTo(dust.get()) <= 0) {
        keys.report(
            "pool.payout.minimum",
            "\"" + minimum.get() + "\" is not above pool.payout.dust",
            "more than " + dust.get());
      }
      return () -> new Terms(minimum.get(), factor.get(), dust.get(), outputs.get(), fee.get());
    }

    /** The highest minimum payout that a password may ask for. */
    public Amount highestWish() {
      long most = Amount.MAX_MONEY.baseUnits();
      return minimum.baseUnits() > most / wishFactor
          ? Amount.MAX_MONEY
          : Amount.ofBaseUnits(minimum.baseUnits() * wishFactor);
    }
  }

  /**
   * The network fee of a payout's transaction.
   *
   * @param payer who bears it
   * @param margin what stays in the wallet for it while the pool bears it: the most that the node
   *     pays ({@code -maxtxfee}) is enough
   */
  public record NetworkFee(FeePayer payer, Amount margin) {

    static Supplier<NetworkFee> read(SettingsReader keys) {
      Setting<FeePayer> payer =
          keys.required(
              "pool.payout.fee-from", new SettingFormat<>("pool or miners", FeePayer::of));
      Setting<Amount> margin = keys.required("pool.payout.fee-margin", Formats.AMOUNT);
      return () -> new NetworkFee(payer.get(), margin.get());
    }

    /** What has to stay in the wallet when a transaction is made. */
    public Amount reserve() {
      return payer == FeePayer.POOL ? margin : Amount.ZERO;
    }
  }

  /**
   * Pauses and patience.
   *
   * @param interval between two looks for miners to pay, up to seven days
   * @param decideAfter how long a payout whose answer is missing is searched for in the wallet
   *     before its absence counts, 1 second to 1 hour
   */
  public record Waits(Duration interval, Duration decideAfter) {

    static Supplier<Waits> read(SettingsReader keys) {
      Setting<Duration> interval =
          keys.required("pool.payout.interval", Formats.seconds(Duration.ofDays(7)));
      Setting<Integer> decide =
          keys.required("pool.payout.decide-after", SettingFormat.number(1, 3600));
      return () -> new Waits(interval.get(), Duration.ofSeconds(decide.get()));
    }
  }

  /**
   * Depths in confirmations; the block that holds a transaction is its first.
   *
   * @param maturity of a block until its reward is payable, at least 100 but on regtest
   * @param confirmations of a payout until it is done, at least 1
   */
  public record Depths(int maturity, int confirmations) {
    private static final int COINBASE_MATURITY = 100;

    static Supplier<Depths> read(SettingsReader keys, Setting<Network> network) {
      boolean regtest = network.isUsable() && network.get() == Network.REGTEST;
      int least = regtest ? 1 : COINBASE_MATURITY;
      Setting<Integer> maturity =
          keys.required("pool.money.maturity", SettingFormat.number(least, 100_000));
      Setting<Integer> confirmations =
          keys.required("pool.payout.confirmations", SettingFormat.number(1, 1000));
      return () -> new Depths(maturity.get(), confirmations.get());
    }
  }

  /**
   * What is paid from.
   *
   * @param name of the wallet at its node; empty for the only one loaded there
   * @param url the node that has the wallet; empty for the first one of the pool
   * @param ceiling the most that may lie in the wallet: above it the pool stops paying and raises
   *     an alarm; empty for no limit
   * @param passphrase with which the wallet is unlocked while it pays; empty if it is not encrypted
   *     or the operator unlocks it
   */
  public record Wallet(
      Optional<String> name,
      Optional<URI> url,
      Optional<Amount> ceiling,
      Optional<Secret> passphrase) {

    static Supplier<Wallet> read(SettingsReader keys) {
      Setting<Optional<String>> name = keys.optional("pool.payout.wallet", SettingFormat.TEXT);
      Setting<Optional<URI>> url =
          keys.optional(
              "pool.payout.wallet-url",
              new SettingFormat<>(
                  "an address such as http://127.0.0.1:9632, without user and password",
                  NodeSettings::url));
      Setting<Optional<Amount>> ceiling =
          keys.optional("pool.payout.wallet-ceiling", Formats.AMOUNT);
      Setting<Optional<Secret>> passphrase =
          keys.secret("pool.wallet.passphrase", Formats.secret("the passphrase of the wallet"));
      return () -> new Wallet(name.get(), url.get(), ceiling.get(), passphrase.get());
    }

    /** Where the wallet answers; the login is that of the nodes. */
    public NodeAddress address(NodeSettings nodes) {
      NodeAddress first = nodes.nodes().get(0);
      NodeAddress node = url.map(uri -> new NodeAddress(uri, first.login())).orElse(first);
      return name.map(node::wallet).orElse(node);
    }
  }

  /** With the network that was read before. */
  static Supplier<PayoutSettings> read(SettingsReader keys, Setting<Network> network) {
    Setting<Boolean> enabled = keys.required("pool.payout.enabled", SettingFormat.FLAG);
    Supplier<Terms> terms = Terms.read(keys);
    Supplier<Waits> waits = Waits.read(keys);
    Supplier<Depths> depths = Depths.read(keys, network);
    Supplier<Wallet> wallet = Wallet.read(keys);
    return () ->
        new PayoutSettings(enabled.get(), terms.get(), waits.get(), depths.get(), wallet.get());
  }
}
