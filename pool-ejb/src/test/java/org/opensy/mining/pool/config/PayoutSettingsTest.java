package org.opensy.mining.pool.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.config.PayoutSettings.FeePayer;
import org.opensy.mining.settings.SettingProblem;

class PayoutSettingsTest {
  private static final Amount LARGEST_DUST = Amount.ofBaseUnits(3 * (34 + 148));

  @Test
  void paysNobodyUnlessToldTo() {
    PayoutSettings payout = read(MapConfig.usable());
    assertThat(payout.enabled()).isFalse();
    assertThat(payout.terms())
        .isEqualTo(
            new PayoutSettings.Terms(
                Amount.ofSyl(100),
                100,
                LARGEST_DUST,
                200,
                new PayoutSettings.NetworkFee(FeePayer.POOL, Amount.parse("0.1"))));
    assertThat(payout.waits())
        .isEqualTo(new PayoutSettings.Waits(Duration.ofHours(1), Duration.ofMinutes(2)));
    assertThat(payout.depths()).isEqualTo(new PayoutSettings.Depths(100, 10));
    assertThat(payout.wallet())
        .isEqualTo(
            new PayoutSettings.Wallet(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
  }

  @Test
  void readsTypedValuesWhenEverythingIsSet() {
    PayoutSettings payout =
        read(
            MapConfig.usable()
                .with("pool.payout.enabled", "true")
                .with("pool.payout.interval", "604800")
                .with("pool.payout.minimum", "0.00000547")
                .with("pool.payout.fee-from", "miners")
                .with("pool.payout.wallet", "hot")
                .with("pool.payout.wallet-url", "http://10.0.0.9:9632")
                .with("pool.payout.wallet-ceiling", "250000.5"));
    assertThat(payout.enabled()).isTrue();
    assertThat(payout.waits().interval()).isEqualTo(Duration.ofDays(7));
    assertThat(payout.terms().minimum()).isEqualTo(Amount.ofBaseUnits(547));
    assertThat(payout.terms().fee().payer()).isEqualTo(FeePayer.MINERS);
    assertThat(payout.terms().fee().reserve()).isEqualTo(Amount.ZERO);
    assertThat(payout.wallet().ceiling()).contains(Amount.parse("250000.5"));
  }

  @ParameterizedTest
  @CsvSource({
    "pool.payout.enabled, yes",
    "pool.payout.interval, 604801",
    "pool.payout.interval, 0",
    "pool.payout.minimum, 0",
    "pool.payout.minimum, -1",
    "pool.payout.minimum, 0.000000001",
    "pool.payout.minimum, 21000000000.00000001",
    "pool.payout.minimum, lots",
    "pool.payout.minimum, 0.00000546",
    "pool.payout.dust, 0",
    "pool.payout.max-outputs, 0",
    "pool.payout.max-outputs, 2001",
    "pool.payout.max-minimum-factor, 0",
    "pool.payout.max-minimum-factor, 1000001",
    "pool.payout.fee-from, nobody",
    "pool.payout.fee-margin, 0",
    "pool.payout.wallet-url, 10.0.0.9:9632",
    "pool.payout.wallet-url, http://u:pw@10.0.0.9:9632",
    "pool.payout.wallet-ceiling, none",
    "pool.payout.confirmations, 0",
    "pool.payout.decide-after, 0",
    "pool.payout.decide-after, 3601",
    "pool.money.maturity, 0"
  })
  void namesTheKeyWhenItsValueIsBad(String key, String value) {
    assertThat(problemsOf(MapConfig.usable().with(key, value)).problems())
        .extracting(SettingProblem::key)
        .containsExactly(key);
  }

  @Test
  void aPasswordMayAskForSoManyTimesTheMinimumAndForNoMoreThanThereIs() {
    MapConfig config = MapConfig.usable().with("pool.payout.minimum", "2.5");
    assertThat(read(config).terms().highestWish()).isEqualTo(Amount.ofSyl(250));
    config.with("pool.payout.max-minimum-factor", "1000000");
    assertThat(read(config).terms().highestWish()).isEqualTo(Amount.ofSyl(2_500_000));
    config.with("pool.payout.minimum", "21000.00000001");
    assertThat(read(config).terms().highestWish()).isEqualTo(Amount.MAX_MONEY);
  }

  @Test
  void thePassphraseOfTheWalletDoesNotShowItself() {
    PayoutSettings payout = read(MapConfig.usable().with("pool.wallet.passphrase", "open sesame"));
    assertThat(payout.wallet().passphrase()).contains(new Secret("open sesame"));
    assertThat(payout.toString()).doesNotContain("sesame");
  }

  @Test
  void rewardsMatureEarlyOnRegtestOnly() {
    MapConfig early = MapConfig.usable().with("pool.money.maturity", "1");
    assertThat(read(early).depths().maturity()).isEqualTo(1);
    MapConfig main =
        MapConfig.usable()
            .with("pool.network", "main")
            .with("pool.address", "syl1qy552pugv6kj6au8keruk0cmtzvc4xfelzvxa2z")
            .with("pool.money.maturity", "99");
    assertThat(problemsOf(main)).hasMessageContaining("pool.money.maturity");
    assertThat(read(main.with("pool.money.maturity", "100")).depths().maturity()).isEqualTo(100);
  }

  @Test
  void walletIsAtTheFirstNodeUnderItsEncodedName() {
    MapConfig config =
        MapConfig.usable().with("pool.node.url", "http://127.0.0.1:1,http://127.0.0.1:2");
    assertThat(walletOf(config).uri()).isEqualTo(URI.create("http://127.0.0.1:1"));
    config.with("pool.payout.wallet", "hot wallet/é+1");
    assertThat(walletOf(config).uri())
        .isEqualTo(URI.create("http://127.0.0.1:1/wallet/hot%20wallet%2F%C3%A9%2B1"));
    config.with("pool.payout.wallet-url", "http://10.0.0.9:9632/");
    assertThat(walletOf(config).uri())
        .isEqualTo(URI.create("http://10.0.0.9:9632/wallet/hot%20wallet%2F%C3%A9%2B1"));
    assertThat(walletOf(config).login())
        .isEqualTo(new NodeLogin.Password("miner", new Secret("hunter2")));
  }

  private static NodeAddress walletOf(MapConfig config) {
    PoolConfig read = PoolConfig.read(config);
    return read.payout().wallet().address(read.node());
  }

  private static PayoutSettings read(MapConfig config) {
    return PoolConfig.read(config).payout();
  }

  private static ConfigProblems problemsOf(MapConfig config) {
    ConfigProblems problems =
        catchThrowableOfType(ConfigProblems.class, () -> PoolConfig.read(config));
    assertThat(problems).isNotNull();
    return problems;
  }
}
