package org.opensy.mining.pool.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.chain.TransactionId;
import org.opensy.mining.pool.config.PayoutSettings;
import org.opensy.mining.pool.money.MinerBalance;
import org.opensy.mining.pool.payout.MinerPayment;
import org.opensy.mining.pool.payout.MinimumPayout;
import org.opensy.mining.pool.payout.PayoutStatus;
import org.opensy.mining.pool.reward.Effort;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.treasury.MoneyQueries.MinerAccount;

class MinerResourceTest {
  private static final String MINER = "syl1qy552pugv6kj6au8keruk0cmtzvc4xfelzvxa2z";
  private static final String TXID = "0123456789abcdef".repeat(4);
  private static final Instant AT = Instant.parse("2026-11-27T12:00:00Z");
  private static final PayoutSettings.Terms TERMS =
      new PayoutSettings.Terms(
          Amount.ofSyl(10),
          100,
          Amount.ofBaseUnits(546),
          200,
          new PayoutSettings.NetworkFee(PayoutSettings.FeePayer.POOL, Amount.ofSyl(1)));

  private static Api.Answer answer(Optional<MinerAccount> account, String path) {
    return new Api(
            new MinerResource(
                (address, payments) -> account.filter(any -> address.toString().equals(MINER)),
                address ->
                    Map.of(
                        RewardScheme.SOLO, new Effort(BigInteger.TWO, BigInteger.ONE),
                        RewardScheme.PPLNS, new Effort(BigInteger.ONE, BigInteger.TWO)),
                Network.MAIN,
                TERMS))
        .ask("GET", path, "", "");
  }

  private static Optional<MinerAccount> account(Optional<MinimumPayout> minimum) {
    return Optional.of(
        new MinerAccount(
            new MinerBalance(
                Amount.ofBaseUnits(1), Amount.ofSyl(2), Amount.ofSyl(3), Amount.MAX_MONEY),
            minimum,
            List.of(
                new MinerPayment(AT, Amount.ofSyl(5), PayoutStatus.NEEDS_REVIEW, Optional.empty()),
                new MinerPayment(
                    AT.minusSeconds(60),
                    Amount.ofSyl(4),
                    PayoutStatus.CONFIRMED,
                    Optional.of(TransactionId.ofDisplayHex(TXID))))));
  }

  @Test
  void anAccountIsShownToWhoKnowsTheAddress() {
    Api.Answer answer = answer(account(Optional.empty()), "miners/" + MINER);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.type()).isEqualTo("application/json");
    assertThat(answer.object().getString("address")).isEqualTo(MINER);
    JsonObject balance = answer.object().getJsonObject("balance");
    assertThat(balance.getString("immature")).isEqualTo("0.00000001");
    assertThat(balance.getString("payable")).isEqualTo("2.00000000");
    assertThat(balance.getString("reserved")).isEqualTo("3.00000000");
    assertThat(balance.getString("paid")).isEqualTo("21000000000.00000000");
  }

  @Test
  void paymentsAreInTheOrderGivenWithStatesInSmallLetters() {
    Api.Answer answer = answer(account(Optional.empty()), "miners/" + MINER);

    assertThat(answer.object().getJsonArray("payments"))
        .hasToString(
            ("[{'amount':'5.00000000','at':'2026-11-27T12:00:00Z',"
                    + "'status':'needs_review','txid':''},"
                    + "{'amount':'4.00000000','at':'2026-11-27T11:59:00Z',"
                    + "'status':'confirmed','txid':'TXID'}]")
                .replace('\'', '"')
                .replace("TXID", TXID));
  }

  @Test
  void effortsAreNamedByTheirScheme() {
    assertThat(answer(account(Optional.empty()), "miners/" + MINER).object().get("efforts"))
        .hasToString("{\"pplns\":\"0.5000\",\"solo\":\"2.0000\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "10, OPERATOR, 10.00000000",
    "9, SIGNATURE, 10.00000000",
    "11, SIGNATURE, 11.00000000",
    "1001, OPERATOR, 1001.00000000",
    "1001, PASSWORD, 1000.00000000"
  })
  void aMinersOwnMinimumIsShownAsItCountsWithItsSource(
      long own, MinimumPayout.Source source, String shown) {
    MinimumPayout minimum = new MinimumPayout(Amount.ofSyl(own), source, AT);
    JsonObject miner = answer(account(Optional.of(minimum)), "miners/" + MINER).object();

    assertThat(miner.getString("minimum_payout")).isEqualTo(shown);
    assertThat(miner.getString("minimum_payout_source")).isEqualToIgnoringCase(source.name());
    assertThat(miner.getString("minimum_payout_since")).isEqualTo(AT.toString());
  }

  @Test
  void withoutAMinimumOfItsOwnThePoolsIsShown() {
    JsonObject miner = answer(account(Optional.empty()), "miners/" + MINER).object();

    assertThat(miner.getString("minimum_payout")).isEqualTo("10.00000000");
    assertThat(miner.getString("minimum_payout_source")).isEqualTo("pool");
    assertThat(miner.getString("minimum_payout_since")).isEmpty();
  }

  @Test
  void anAccountIsFoundInEverySpellingOfItsAddress() {
    Api.Answer answer =
        answer(account(Optional.empty()), "miners/" + MINER.toUpperCase(Locale.ROOT));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.object().getString("address")).isEqualTo(MINER);
  }

  @Test
  void whoNeverMinedIsNotFound() {
    Api.Answer answer = answer(Optional.empty(), "miners/" + MINER);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.detail()).isEqualTo("Nobody has mined with this address.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "tsyl1qds6dcplv8p9unpdz9vkk6ejuavfzfvyn5mz3y4"})
  void whatIsNoAddressOfThisNetworkIsMalformed(String text) {
    Api.Answer answer = answer(account(Optional.empty()), "miners/" + text);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).startsWith("Not an address of this network: ");
  }
}
