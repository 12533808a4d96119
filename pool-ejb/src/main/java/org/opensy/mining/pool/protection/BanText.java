package org.opensy.mining.pool.protection;

import java.time.Instant;
import org.opensy.mining.pool.ban.Ban;
import org.opensy.mining.pool.ban.BanRecord;
import org.opensy.mining.pool.cluster.SharedRecord;
import org.opensy.mining.stratum.api.Subnet;

/**
 * A ban as the instances tell it to each other: under its subnet, parted by tabs, since and until
 * in milliseconds, strikes, {@code lifted} or {@code placed}, by whom, why.
 */
final class BanText {
  private static final String LIFTED = "lifted";
  private static final int PARTS = 6;

  private BanText() {}

  static SharedRecord write(BanRecord record, Instant forgottenAt) {
    Ban ban = record.ban();
    String text =
        String.join(
            "\t",
            Long.toString(ban.since().toEpochMilli()),
            Long.toString(ban.until().toEpochMilli()),
            Integer.toString(record.strikes()),
            record.lifted() ? LIFTED : "placed",
            oneLine(ban.by()),
            oneLine(ban.reason()));
    return new SharedRecord(
        ban.subnet().toString(), record.changed().toEpochMilli(), forgottenAt.toEpochMilli(), text);
  }

  static BanRecord read(SharedRecord shared) {
    String[] parts = shared.text().split("\t", PARTS);
    Ban ban =
        new Ban(
            Subnet.parse(shared.key()),
            parts[5],
            parts[4],
            Instant.ofEpochMilli(Long.parseLong(parts[0])),
            Instant.ofEpochMilli(Long.parseLong(parts[1])));
    return new BanRecord(
        ban,
        Integer.parseInt(parts[2]),
        Instant.ofEpochMilli(shared.changedAt()),
        parts[3].equals(LIFTED));
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
