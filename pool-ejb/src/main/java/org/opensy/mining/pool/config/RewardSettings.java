package org.opensy.mining.pool.config;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.reward.BasisPoints;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.reward.RewardTerms;
import org.opensy.mining.settings.Setting;
import org.opensy.mining.settings.SettingFormat;
import org.opensy.mining.settings.SettingsReader;

/**
 * How rewards are shared out.
 *
 * @param fee the pool's part
 * @param pplnsWindow N of PPLNS, as {@link RewardTerms} takes it
 * @param feeFree addresses that pay no fee, canonical text
 * @param operatorAddress where the operator is paid, if anywhere
 */
public record RewardSettings(
    BasisPoints fee,
    BigDecimal pplnsWindow,
    Set<String> feeFree,
    Optional<Address> operatorAddress) {

  /** Takes a copy of the set. */
  public RewardSettings {
    feeFree = Set.copyOf(feeFree);
  }

  /** What is agreed for blocks and shares of a scheme from now on. */
  public RewardTerms terms(RewardScheme scheme) {
    return new RewardTerms(scheme, fee, pplnsWindow);
  }

  /** The fee that an address, canonical text, pays. */
  public BasisPoints feeOf(String address) {
    return feeFree.contains(address) ? BasisPoints.ZERO : fee;
  }

  /** Without a network the addresses are not looked at. */
  static Supplier<RewardSettings> read(SettingsReader keys, Setting<Network> network) {
    Setting<BasisPoints> fee =
        keys.required(
            "pool.reward.fee",
            new SettingFormat<>(
                "percent from 0 to 100 with up to two decimals", RewardSettings::fee));
    Setting<BigDecimal> window =
        keys.required(
            "pool.reward.pplns-window",
            new SettingFormat<>(
                "a number above 0 and up to 1000 with up to four decimals",
                RewardSettings::window));
    Setting<Set<String>> feeFree = feeFree(keys, network);
    Setting<Optional<Address>> operator = operator(keys, network);
    return () -> new RewardSettings(fee.get(), window.get(), feeFree.get(), operator.get());
  }

  private static Setting<Set<String>> feeFree(SettingsReader keys, Setting<Network> network) {
    String key = "pool.reward.fee-free";
    if (!network.isUsable()) {
      return Setting.unusable(key);
    }
    Network chain = network.get();
    String expected = "addresses of the network " + chain.chainName() + ", separated by commas";
    return keys.optional(
        key, Set.of(), SettingFormat.explained(expected, list -> addresses(list, chain)));
  }

  private static Setting<Optional<Address>> operator(
      SettingsReader keys, Setting<Network> network) {
    String key = "pool.reward.operator-address";
    return network.isUsable()
        ? keys.optional(key, Formats.address(network.get()))
        : Setting.unusable(key);
  }

  private static BasisPoints fee(String percent) {
    if (!percent.matches("[0-9]{1,3}(\\.[0-9]{1,2})?")) {
      throw new IllegalArgumentException("not a percentage");
    }
    return new BasisPoints(new BigDecimal(percent).movePointRight(2).intValueExact());
  }

  private static BigDecimal window(String factor) {
    if (!factor.matches("[0-9]{1,4}(\\.[0-9]{1,4})?")) {
      throw new IllegalArgumentException("not a decimal number");
    }
    return new RewardTerms(RewardScheme.PPLNS, BasisPoints.ZERO, new BigDecimal(factor))
        .windowFactor();
  }

  private static Set<String> addresses(String list, Network network) {
    return Stream.of(list.split(",", -1))
        .map(text -> Address.parse(text.strip(), network).toString())
        .collect(Collectors.toUnmodifiableSet());
  }
}
