package org.opensy.mining.pool.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.Network;

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
   * @param dust least amount that is ever sent
   * @param maxOutputs miners paid by one transaction, 1..2000: two thousand P2PKH outputs weigh
   *     272,000 of the 400,000 units that the node relays
   * @param feePayer who bears the fee
   */
  public record Terms(Amount minimum, Amount dust, int maxOutputs, FeePayer feePayer) {

    static Optional<Terms> read(KeyReader keys) {
      Optional<Amount> minimum = keys.amount("pool.payout.minimum");
      Optional<Amount> dust = keys.amount("pool.payout.dust");
      Optional<Integer> outputs = keys.number("pool.payout.max-outputs", 1, 2000);
      Optional<FeePayer> payer =
          keys.required("pool.payout.fee-from", "pool or miners", FeePayer::of);
      if (!Stream.of(minimum, dust, outputs, payer).allMatch(Optional::isPresent)) {
        return Optional.empty();
      }
      if (minimum.get().compareTo(dust.get()) <= 0) {
        keys.report(
            "pool.payout.minimum",
            "\"" + minimum.get() + "\" is not above pool.payout.dust",
            "more than " + dust.get());
        return Optional.empty();
      }
      return Optional.of(new Terms(minimum.get(), dust.get(), outputs.get(), payer.get()));
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

    static Optional<Waits> read(KeyReader keys) {
      Optional<Duration> interval = keys.seconds("pool.payout.interval", Duration.ofDays(7));
      Optional<Integer> decide = keys.number("pool.payout.decide-after", 1, 3600);
      return interval.flatMap(
          pause -> decide.map(seconds -> new Waits(pause, Duration.ofSeconds(seconds))));
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

    static Optional<Depths> read(KeyReader keys) {
      Predicate<String> regtest = Network.REGTEST.chainName()::equals;
      int least = keys.text("pool.network").filter(regtest).isPresent() ? 1 : COINBASE_MATURITY;
      Optional<Integer> maturity = keys.number("pool.money.maturity", least, 100_000);
      Optional<Integer> confirmations = keys.number("pool.payout.confirmations", 1, 1000);
      return maturity.flatMap(deep -> confirmations.map(done -> new Depths(deep, done)));
    }
  }

  /**
   * What is paid from.
   *
   * @param name of the wallet at its node; empty for the only one loaded there
   * @param url the node that has the wallet; empty for the first one of the pool
   * @param ceiling the most that may lie in the wallet: above it the pool stops paying and raises
   *     an alarm; empty for no limit
   */
  public record Wallet(Optional<String> name, Optional<URI> url, Optional<Amount> ceiling) {

    static Wallet read(KeyReader keys) {
      return new Wallet(
          keys.text("pool.payout.wallet"),
          keys.optional(
              "pool.payout.wallet-url",
              "an address such as http://127.0.0.1:9632, without user and password",
              NodeSettings::url),
          keys.optionalAmount("pool.payout.wallet-ceiling"));
    }

    /** Where the wallet answers; the login is that of the nodes. */
    public NodeAddress address(NodeSettings nodes) {
      NodeAddress first = nodes.nodes().get(0);
      NodeAddress node = url.map(uri -> new NodeAddress(uri, first.login())).orElse(first);
      return name.map(node::wallet).orElse(node);
    }
  }

  static Optional<PayoutSettings> read(KeyReader keys) {
    Optional<Boolean> enabled = keys.flag("pool.payout.enabled");
    Optional<Terms> terms = Terms.read(keys);
    Optional<Waits> waits = Waits.read(keys);
    Optional<Depths> depths = Depths.read(keys);
    Wallet wallet = Wallet.read(keys);
    return Stream.of(enabled, terms, waits, depths).allMatch(Optional::isPresent)
        ? Optional.of(
            new PayoutSettings(enabled.get(), terms.get(), waits.get(), depths.get(), wallet))
        : Optional.empty();
  }
}
