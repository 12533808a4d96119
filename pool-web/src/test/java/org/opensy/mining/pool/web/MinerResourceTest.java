package org.opensy.mining.pool.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.pool.block.Block;
import org.opensy.mining.pool.block.BlockStatus;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.TransactionId;
import org.opensy.mining.pool.cluster.HashrateWindow;
import org.opensy.mining.pool.cluster.OnlineWorkers;
import org.opensy.mining.pool.history.HistoryQueries;
import org.opensy.mining.pool.history.HistorySums;
import org.opensy.mining.pool.history.HistoryWindow;
import org.opensy.mining.pool.history.MinerWindows;
import org.opensy.mining.pool.history.WorkerWindows;
import org.opensy.mining.pool.ledger.BlockShare;
import org.opensy.mining.pool.money.AccountKind;
import org.opensy.mining.pool.money.EventKind;
import org.opensy.mining.pool.money.MinerBalance;
import org.opensy.mining.pool.payout.MinimumPayout;
import org.opensy.mining.pool.payout.PayoutStatus;
import org.opensy.mining.pool.report.DayEarning;
import org.opensy.mining.pool.report.ListedPayment;
import org.opensy.mining.pool.report.ListedReward;
import org.opensy.mining.pool.report.MinerReports;
import org.opensy.mining.pool.report.MinerWorker;
import org.opensy.mining.pool.report.Movement;
import org.opensy.mining.pool.report.NextMaturity;
import org.opensy.mining.pool.report.Range;
import org.opensy.mining.pool.reward.BasisPoints;
import org.opensy.mining.pool.reward.Effort;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.reward.RewardTerms;
import org.opensy.mining.pool.share.ShareKey;
import org.opensy.mining.pool.treasury.MoneyQueries;
import org.opensy.mining.pool.treasury.MoneyQueries.MinerAccount;

class MinerResourceTest {
  private static final String MINER = "syl1qy552pugv6kj6au8keruk0cmtzvc4xfelzvxa2z";
  private static final String TXID = "0123456789abcdef".repeat(4);
  private static final Instant AT = Instant.parse("2026-11-27T12:00:00Z");
  private static final Block BLOCK =
      new Block(
          7,
          new Block.Place(BlockHash.ofDisplayHex(TXID), 1234),
          new Block.Finder(
              new BlockShare(new ShareKey(1, "2", 3, AT), RewardScheme.PPLNS, MINER), "rig"),
          new Block.Pay(
              Amount.ofSyl(10_000),
              new RewardTerms(RewardScheme.PPLNS, BasisPoints.ZERO, BigDecimal.ONE),
              BigInteger.TEN),
          new Block.Outcome(BlockStatus.IMMATURE, AT, Optional.empty()));

  private static Api.Answer answer(Optional<MinerAccount> account, String path) {
    return new Api(
            new MinerResource(
                money(account),
                reports(),
                hashrates(),
                online(),
                history(),
                new ChainProgress(() -> Optional.of(1235L), 100, () -> AT),
                Configs.with(Map.of("pool.payout.minimum", "10")),
                () -> AT))
        .ask("GET", path, "", "");
  }

  private static MoneyQueries money(Optional<MinerAccount> account) {
    return new MoneyQueries() {
      @Override
      public Optional<MinerAccount> miner(Address address) {
        return account.filter(any -> address.toString().equals(MINER));
      }

      @Override
      public Map<RewardScheme, Effort> efforts(Address address) {
        return Map.of(
            RewardScheme.SOLO, new Effort(BigInteger.TWO, BigInteger.ONE),
            RewardScheme.PPLNS, new Effort(BigInteger.ONE, BigInteger.TWO));
      }
    };
  }

  private static MinerReports reports() {
    return new MinerReports() {
      @Override
      public List<ListedPayment> payments(Address miner, Range range) {
        ListedPayment.Sent nothing = new ListedPayment.Sent(Optional.empty(), Optional.empty());
        ListedPayment.Sent sent =
            new ListedPayment.Sent(
                Optional.of(TransactionId.ofDisplayHex(TXID)), Optional.of(Amount.ofBaseUnits(99)));
        return List.of(
            new ListedPayment(9, AT, Amount.ofSyl(5), 1, PayoutStatus.NEEDS_REVIEW, nothing),
            new ListedPayment(
                8, AT.minusSeconds(60), Amount.ofSyl(4), 2, PayoutStatus.CONFIRMED, sent));
      }

      @Override
      public List<ListedReward> rewards(Address miner, Range range) {
        return List.of(
            new ListedReward(BLOCK, BigInteger.TWO, BigInteger.TEN, Amount.ofSyl(2_000), false));
      }

      @Override
      public List<Movement> movements(Address miner, Range range) {
        return List.of(
            new Movement(
                5,
                AT,
                EventKind.BLOCK_ORPHANED,
                "block-orphaned:ab:2",
                Map.of(AccountKind.MINER_IMMATURE, Amount.ofSyl(2).negated())));
      }

      @Override
      public List<DayEarning> earnings(Address miner, Instant from, Instant to, int limit) {
        return List.of(
            new DayEarning(LocalDate.of(2026, 11, 27), Amount.ofSyl(7)),
            new DayEarning(LocalDate.parse("2026-11-26"), Amount.ofSyl(1).negated()));
      }

      @Override
      public Optional<NextMaturity> nextMaturity(Address miner) {
        return Optional.of(new NextMaturity(1234, Amount.ofSyl(3)));
      }

      @Override
      public List<MinerWorker> workers(Address miner, long before, int limit) {
        return List.of(
            new MinerWorker(3, "=rig", false, AT, Optional.of(AT)),
            new MinerWorker(2, "", false, AT, Optional.empty()));
      }

      @Override
      public Optional<MinerWorker> worker(Address miner, String name) {
        return workers(miner, 0, 0).stream().filter(known -> known.name().equals(name)).findFirst();
      }
    };
  }

  private static HistoryQueries history() {
    return new HistoryQueries() {
      @Override
      public Optional<MinerWindows> windows(String address, long after, int limit, Instant now) {
        Map<HistoryWindow, HistorySums> hour =
            Map.of(HistoryWindow.HOUR, new HistorySums(5, BigInteger.valueOf(7200), 1, 2));
        return Optional.of(new MinerWindows(hour, List.of(new WorkerWindows(3, "=rig", hour))));
      }
    };
  }

  private static HashrateWindow hashrates() {
    return new HashrateWindow() {
      @Override
      public OptionalDouble minerHashrate(String address, Duration window) {
        return window.equals(Duration.ofHours(1)) ? OptionalDouble.empty() : OptionalDouble.of(1.5);
      }
    };
  }

  private static OnlineWorkers online() {
    return new OnlineWorkers() {
      @Override
      public Optional<Set<String>> online(Collection<String> workers) {
        return Optional.of(Set.of(MINER + ".=rig"));
      }
    };
  }

  private static Optional<MinerAccount> account(Optional<MinimumPayout> minimum) {
    return Optional.of(
        new MinerAccount(
            new MinerBalance(
                Amount.ofBaseUnits(1), Amount.ofSyl(2), Amount.ofSyl(3), Amount.MAX_MONEY),
            minimum));
  }

  @Test
  void anAccountIsShownToWhoKnowsTheAddress() {
    Api.Answer answer = answer(account(Optional.empty()), "miners/" + MINER);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.type()).isEqualTo("application/json");
    assertThat(answer.object().getString("address")).isEqualTo(MINER);
    JsonObject balance = answer.object().getJsonObject("balance");
    assertThat(balance)
        .hasToString(
            ("{'immature':{'amount':'0.00000001','amount_units':'1'},"
                    + "'paid':{'amount':'21000000000.00000000','amount_units':'2100000000000000000'},"
                    + "'payable':{'amount':'2.00000000','amount_units':'200000000'},"
                    + "'reserved':{'amount':'3.00000000','amount_units':'300000000'}}")
                .replace('\'', '"'));
    assertThat(answer.object().getJsonObject("hashrate"))
        .hasToString("{\"hour\":null,\"ten_minutes\":2}");
    assertThat(answer.object().getJsonObject("next_maturity").getString("matures_at"))
        .isEqualTo("2026-11-27T15:18:00.000Z");
  }

  @Test
  void paymentsAreInTheOrderGivenWithStatesInSmallLetters() {
    assertThat(list("payments"))
        .hasToString(
            ("[{'at':'2026-11-27T12:00:00.000Z','network_fee':null,'payees':1,"
                    + "'status':'needs_review','txid':null,"
                    + "'value':{'amount':'5.00000000','amount_units':'500000000'}},"
                    + "{'at':'2026-11-27T11:59:00.000Z',"
                    + "'network_fee':{'amount':'0.00000099','amount_units':'99'},'payees':2,"
                    + "'status':'confirmed','txid':'TXID',"
                    + "'value':{'amount':'4.00000000','amount_units':'400000000'}}]")
                .replace('\'', '"')
                .replace("TXID", TXID));
  }

  private static JsonArray list(String name) {
    return answer(account(Optional.empty()), "miners/" + MINER + "/" + name)
        .object()
        .getJsonArray("items");
  }

  @Test
  void aRewardSaysWhatOfTheBlocksWorkWasTheMiners() {
    JsonObject reward = list("rewards").getJsonObject(0);

    assertThat(reward.getString("work")).isEqualTo("2");
    assertThat(reward.getString("total_work")).isEqualTo("10");
    assertThat(reward.getString("status")).isEqualTo("immature");
    assertThat(reward.getString("matures_at")).isEqualTo("2026-11-27T15:18:00.000Z");
  }

  @Test
  void aMovementThatTakesMoneyBackIsNegative() {
    JsonObject movement = list("ledger").getJsonObject(0);

    assertThat(movement.getString("kind")).isEqualTo("block_orphaned");
    assertThat(movement.getJsonObject("immature"))
        .hasToString("{\"amount\":\"-2.00000000\",\"amount_units\":\"-200000000\"}");
    assertThat(movement.getJsonObject("paid").getString("amount_units")).isEqualTo("0");
  }

  @Test
  void earningsAreByDay() {
    assertThat(list("earnings"))
        .hasToString(
            ("[{'day':'2026-11-27','value':{'amount':'7.00000000','amount_units':'700000000'}},"
                    + "{'day':'2026-11-26',"
                    + "'value':{'amount':'-1.00000000','amount_units':'-100000000'}}]")
                .replace('\'', '"'));
  }

  @Test
  void sharesOfLateAreThoseOfTheHistory() {
    assertThat(
            answer(account(Optional.empty()), "miners/" + MINER)
                .object()
                .getJsonObject("shares")
                .getJsonObject("hour"))
        .hasToString("{\"accepted\":5,\"hashrate\":2,\"invalid\":2,\"stale\":1}");
  }

  @Test
  void workersAreListedWithWhetherTheyAreOnline() {
    assertThat(list("workers"))
        .hasToString(
            ("[{'last_share_at':'2026-11-27T12:00:00.000Z','name':'=rig','online':true,"
                    + "'shares':{'day':NONE,'hour':{'accepted':5,'hashrate':2,'invalid':2,'stale':1},"
                    + "'week':NONE},'since':'2026-11-27T12:00:00.000Z'},"
                    + "{'last_share_at':null,'name':null,'online':false,"
                    + "'shares':{'day':NONE,'hour':NONE,'week':NONE},"
                    + "'since':'2026-11-27T12:00:00.000Z'}]")
                .replace("NONE", "{'accepted':0,'hashrate':0,'invalid':0,'stale':0}")
                .replace('\'', '"'));
    assertThat(answer(account(Optional.empty()), "miners/" + MINER + "/workers/other").status())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "payments | 2026-11-27T11:59:00.000Z,TXID,confirmed,4.00000000,0.00000099,2",
        "rewards | 2026-11-27T12:00:00.000Z,1234,TXID,pplns,immature,2000.00000000,2,10",
        "ledger | 2026-11-27T12:00:00.000Z,block_orphaned,block-orphaned:ab:2,-2.00000000,0.00000000,0.00000000,0.00000000"
      })
  void listsAreThereAsTables(String name, String lastRow) {
    Api.Answer answer = answer(account(Optional.empty()), "miners/" + MINER + "/" + name + ".csv");

    assertThat(answer.type()).isEqualTo("text/csv;charset=UTF-8");
    assertThat(answer.body()).endsWith("\r\n" + lastRow.replace("TXID", TXID) + "\r\n");
  }

  @Test
  void effortsAreNamedByTheirScheme() {
    assertThat(answer(account(Optional.empty()), "miners/" + MINER).object().get("efforts"))
        .hasToString("{\"pplns\":0.5000,\"solo\":2.0000}");
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

    JsonObject counting = miner.getJsonObject("minimum_payout");
    assertThat(counting.getJsonObject("value").getString("amount")).isEqualTo(shown);
    assertThat(counting.getString("source")).isEqualToIgnoringCase(source.name());
    assertThat(counting.getString("since")).isEqualTo("2026-11-27T12:00:00.000Z");
  }

  @Test
  void withoutAMinimumOfItsOwnThePoolsIsShown() {
    JsonObject miner = answer(account(Optional.empty()), "miners/" + MINER).object();

    assertThat(miner.getJsonObject("minimum_payout"))
        .hasToString(
            ("{'since':null,'source':'pool',"
                    + "'value':{'amount':'10.00000000','amount_units':'1000000000'}}")
                .replace('\'', '"'));
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
