package org.opensy.mining.pool.live;

import java.util.Locale;
import java.util.Optional;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.InvalidAddressException;
import org.opensy.mining.pool.chain.Network;

/**
 * What can be listened to.
 *
 * @param kind of what
 * @param miner whose; of kind {@link Kind#MINER} alone
 */
public record LiveChannel(Kind kind, Optional<Address> miner) {
  /** The whole pool's figures. */
  public static final LiveChannel STATS = new LiveChannel(Kind.STATS, Optional.empty());

  /** The pool's blocks. */
  public static final LiveChannel BLOCKS = new LiveChannel(Kind.BLOCKS, Optional.empty());

  /** The pool's payments. */
  public static final LiveChannel PAYMENTS = new LiveChannel(Kind.PAYMENTS, Optional.empty());

  /** Some of the shares. */
  public static final LiveChannel SHARES = new LiveChannel(Kind.SHARES, Optional.empty());

  private static final String MINER = "miner:";

  /** The kinds of channels. */
  public enum Kind {
    /** The whole pool's figures, every two seconds. */
    STATS(true),
    /** The pool's blocks, each when it is new and at each change of its status. */
    BLOCKS(false),
    /** The pool's payments, likewise. */
    PAYMENTS(false),
    /** A few of the shares. */
    SHARES(true),
    /** One miner's figures. */
    MINER(true);

    private final boolean latestOnly;

    Kind(boolean latestOnly) {
      this.latestOnly = latestOnly;
    }
  }

  /** One miner's figures. */
  public static LiveChannel of(Address miner) {
    return new LiveChannel(Kind.MINER, Optional.of(miner));
  }

  /**
   * Reads {@code stats}, {@code blocks}, {@code payments}, {@code shares} or {@code miner:} with an
   * address.
   *
   * @return nothing if that is none of them
   */
  public static Optional<LiveChannel> parse(String text, Network network) {
    return switch (text) {
      case "stats" -> Optional.of(STATS);
      case "blocks" -> Optional.of(BLOCKS);
      case "payments" -> Optional.of(PAYMENTS);
      case "shares" -> Optional.of(SHARES);
      default ->
          text.startsWith(MINER)
              ? miner(text.substring(MINER.length()), network)
              : Optional.empty();
    };
  }

  private static Optional<LiveChannel> miner(String address, Network network) {
    try {
      return Optional.of(of(Address.parse(address, network)));
    } catch (InvalidAddressException none) {
      return Optional.empty();
    }
  }

  /** Whether a later event takes the place of one that was not sent yet. */
  boolean isLatestOnly() {
    return kind.latestOnly;
  }

  @Override
  public String toString() {
    return miner
        .map(address -> MINER + address)
        .orElseGet(() -> kind.name().toLowerCase(Locale.ROOT));
  }
}
