package org.opensy.mining.pool.live;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.InvalidAddressException;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.share.WorkerName;

/**
 * What instances say to each other, as parts of a line parted by tabs: who speaks, {@code here} and
 * whether it wants shares, or {@code share} and the share. What is not written like that, such as
 * by a later release, is ignored.
 */
final class LiveText {
  private static final int LONGEST = 400;
  private static final String HERE = "here";
  private static final String SHARE = "share";
  private static final String YES = "1";
  private static final String NO = "0";

  private LiveText() {}

  /**
   * A line.
   *
   * @param instance who speaks
   * @param wantsShares whether it wants shares; nothing if it does not say
   * @param share one of its shares, if it tells one
   */
  record Line(String instance, Optional<Boolean> wantsShares, Optional<LiveData.Share> share) {}

  static String here(String instance, boolean wantsShares) {
    return String.join("\t", instance, HERE, flag(wantsShares));
  }

  static String share(String instance, LiveData.Share share) {
    return String.join(
        "\t",
        instance,
        SHARE,
        Long.toString(share.at().toEpochMilli()),
        share.address(),
        share.worker(),
        share.difficulty().map(Object::toString).orElse(""),
        flag(share.isValid()));
  }

  static Optional<Line> read(String text, Network network) {
    String[] parts = text.length() > LONGEST ? new String[0] : text.split("\t", -1);
    if (parts.length == 3 && parts[1].equals(HERE)) {
      return Optional.of(new Line(parts[0], Optional.of(parts[2].equals(YES)), Optional.empty()));
    }
    if (parts.length == 7 && parts[1].equals(SHARE)) {
      return readShare(parts, network)
          .map(share -> new Line(parts[0], Optional.empty(), Optional.of(share)));
    }
    return Optional.empty();
  }

  private static Optional<LiveData.Share> readShare(String[] parts, Network network) {
    try {
      return Optional.of(
          new LiveData.Share(
              Address.parse(parts[3], network).toString(),
              parts[4].isEmpty() ? "" : WorkerName.shownToAll(WorkerName.of(parts[4])),
              parts[5].isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(parts[5])),
              parts[6].equals(YES),
              Instant.ofEpochMilli(Long.parseLong(parts[2]))));
    } catch (InvalidAddressException | NumberFormatException | DateTimeException malformed) {
      return Optional.empty();
    }
  }

  private static String flag(boolean value) {
    return value ? YES : NO;
  }
}
