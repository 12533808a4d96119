package org.opensy.mining.pool.config;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.settings.SettingFormat;
import org.opensy.mining.stratum.api.Subnet;

/** How the values of several keys are written. */
final class Formats {
  /** An amount of money above 0. */
  static final SettingFormat<Amount> AMOUNT =
      new SettingFormat<>(
          "an amount of SYL above 0 with at most 8 decimals, such as 12.5", Formats::positive);

  private Formats() {}

  /** A positive number of seconds up to an hour, decimals allowed down to a millisecond. */
  static SettingFormat<Duration> seconds() {
    return seconds(Duration.ofHours(1));
  }

  /** A positive number of seconds up to {@code most}, decimals allowed down to a millisecond. */
  static SettingFormat<Duration> seconds(Duration most) {
    return new SettingFormat<>(
        "a number of seconds above 0 and up to " + most.toSeconds() + ", such as 10 or 0.5",
        text -> {
          if (!text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            throw new IllegalArgumentException("not a decimal number");
          }
          Duration duration = Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000));
          if (duration.isZero() || duration.isNegative() || duration.compareTo(most) > 0) {
            throw new IllegalArgumentException("out of bounds");
          }
          return duration;
        });
  }

  /** A secret of which nothing is asked but that it is there. */
  static SettingFormat<Secret> secret(String expected) {
    return new SettingFormat<>(expected, Secret::new);
  }

  /** An address of the network. */
  static SettingFormat<Address> address(Network network) {
    return SettingFormat.explained(
        "an address of the network " + network.chainName(), text -> Address.parse(text, network));
  }

  /** Addresses and subnets, separated by commas. */
  static List<Subnet> subnets(String list) {
    return Stream.of(list.split(",", -1)).map(Subnet::parse).toList();
  }

  private static Amount positive(String text) {
    Amount amount = Amount.parse(text);
    if (!amount.isMoney() || amount.equals(Amount.ZERO)) {
      throw new IllegalArgumentException("out of bounds");
    }
    return amount;
  }
}
