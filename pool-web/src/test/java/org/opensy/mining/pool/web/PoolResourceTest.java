package org.opensy.mining.pool.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.pool.block.Block;
import org.opensy.mining.pool.block.BlockFilter;
import org.opensy.mining.pool.block.BlockStatus;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.history.BucketWidth;
import org.opensy.mining.pool.history.HistoryBucket;
import org.opensy.mining.pool.history.HistoryOf;
import org.opensy.mining.pool.history.HistoryQueries;
import org.opensy.mining.pool.history.HistorySums;
import org.opensy.mining.pool.ledger.BlockShare;
import org.opensy.mining.pool.report.ListedBlock;
import org.opensy.mining.pool.report.PoolReports;
import org.opensy.mining.pool.report.Range;
import org.opensy.mining.pool.reward.BasisPoints;
import org.opensy.mining.pool.reward.Effort;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.reward.RewardShare;
import org.opensy.mining.pool.reward.RewardSplit;
import org.opensy.mining.pool.reward.RewardTerms;
import org.opensy.mining.pool.reward.RewardTree;
import org.opensy.mining.pool.settlement.StoredReward;
import org.opensy.mining.pool.share.ShareKey;
import org.opensy.mining.pool.treasury.MoneyQueries;
import org.opensy.mining.pool.treasury.MoneyQueries.SchemeEffort;
import org.opensy.mining.pool.treasury.PublishedReward;

class PoolResourceTest {
  private static final String HASH = "0123456789abcdef".repeat(4);
  private static final Block BLOCK =
      new Block(
          1,
          new Block.Place(BlockHash.ofDisplayHex(HASH), 1234),
          new Block.Finder(
              new BlockShare(
                  new ShareKey(1, "2", 3, Instant.parse("2026-11-27T12:00:00Z")),
                  RewardScheme.PPLNS,
                  "syl1qminer"),
              "<rig>"),
          new Block.Pay(
              Amount.ofSyl(10_000),
              new RewardTerms(RewardScheme.PPLNS, BasisPoints.ZERO, BigDecimal.ONE),
              BigInteger.ONE.shiftLeft(70)),
          new Block.Outcome(
              BlockStatus.WRITTEN_OFF, Instant.parse("2026-11-27T13:00:00Z"), Optional.empty()));
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final String SOLO = "pool.stratum.port.4444.scheme";
  private static final ListedBlock LISTED =
      new ListedBlock(BLOCK, Optional.of(new Effort(BigInteger.ONE, BigInteger.TWO)));
  private static final String MINER = "syl1qy552pugv6kj6au8keruk0cmtzvc4xfelzvxa2z";
  private static final String CREDITED = "ab".repeat(32);
  private static final StoredReward REWARD =
      new StoredReward(
          BLOCK,
          new RewardSplit(
              List.of(new RewardShare(MINER, BigInteger.TEN, Amount.ofSyl(10_000))),
              Amount.ZERO,
              Amount.ZERO,
              Amount.ZERO,
              Amount.ZERO),
          null,
          Map.of(MINER, 1L),
          Set.of());
  private static final PoolStats STATS =
      new PoolStats(
          "main",
          1235L,
          new PoolStats.Chain(BigInteger.ONE.shiftLeft(70), null, ""),
          new PoolStats.Miners(3L, 4L, null, 4000L),
          new PoolStats.Shares(5, 6),
          new PoolStats.Blocks(2, 1, Instant.parse("2026-11-27T12:00:00Z")));

  private final List<Range> asked = new ArrayList<>();
  private final List<BlockFilter> filters = new ArrayList<>();
  private final List<Effort> efforts = new ArrayList<>();
  private final List<String> series = new ArrayList<>();
  private final Api api =
      new Api(
          new PoolResource(
              statistics(),
              reports(),
              money(),
              history(),
              new ChainProgress(() -> Optional.of(1240L), 100, () -> NOW),
              Configs.with(Map.of("pool.stratum.port", "3333,4444", SOLO, "solo")),
              () -> NOW));

  private static PoolStatistics statistics() {
    return new PoolStatistics() {
      @Override
      public PoolStats now() {
        return STATS;
      }
    };
  }

  private PoolReports reports() {
    return new PoolReports() {
      @Override
      public List<ListedBlock> blocks(Range range, BlockFilter filter) {
        asked.add(range);
        filters.add(filter);
        return Collections.nCopies(Math.min(3, range.limit()), LISTED);
      }

      @Override
      public Optional<ListedBlock> block(BlockHash hash) {
        return Optional.of(LISTED).filter(any -> hash.toString().equals(HASH));
      }

      @Override
      public Optional<ListedBlock> block(long height) {
        return Optional.of(LISTED).filter(any -> height == 1234);
      }

      @Override
      public List<Effort> efforts(int limit) {
        return efforts;
      }
    };
  }

  private HistoryQueries history() {
    return new HistoryQueries() {
      @Override
      public List<HistoryBucket> series(
          HistoryOf whose, BucketWidth width, Instant from, Instant to, int limit) {
        series.add(width + " " + from + " " + to + " " + limit);
        HistorySums sums = new HistorySums(3, BigInteger.valueOf(6000), 2, 1);
        return List.of(
            new HistoryBucket(NOW.minusSeconds(60), sums),
            new HistoryBucket(NOW.minusSeconds(660), sums));
      }
    };
  }

  private static MoneyQueries money() {
    return new MoneyQueries() {
      @Override
      public List<SchemeEffort> efforts() {
        return List.of(
            new SchemeEffort(
                RewardScheme.PPLNS,
                new Effort(BigInteger.ONE, BigInteger.TWO),
                Optional.of(new BigDecimal("1.2500")),
                4));
      }

      @Override
      public Optional<PublishedReward> reward(BlockHash hash) {
        return Optional.of(
                new PublishedReward(
                    REWARD, RewardTree.of(BLOCK.hash(), BLOCK.pay().terms(), REWARD.split())))
            .filter(any -> hash.toString().equals(CREDITED));
      }
    };
  }

  private Api.Answer get(String path) {
    return api.ask("GET", path, "", "");
  }

  @Test
  void statisticsAreInSnakeCaseAndWhatIsNotKnownIsNull() {
    JsonObject stats = get("pool").object();

    assertThat(stats.getJsonObject("miners"))
        .hasToString("{\"active\":3,\"active_workers\":4,\"hashrate\":4000,\"online\":null}");
    assertThat(stats.getJsonObject("chain"))
        .hasToString(
            "{\"difficulty\":\"1180591620717411303424\",\"hashrate\":null,\"trouble\":\"\"}");
    assertThat(stats.keySet())
        .containsExactlyInAnyOrder(
            "network", "height", "chain", "miners", "shares_last_hour", "blocks");
  }

  @Test
  void theNamesOfTheOriginalStatisticsAreAllThere() {
    assertThat(get("pool/stats").object())
        .hasToString(
            ("{'blocks_found':1,'hashrate':4000,'hashrate_unit':'H/s','last_block_time':1795780800,"
                    + "'min_payout':100.00000000,'miners':3,'payout_interval':3600,"
                    + "'pool_fee':1.00,'workers':4}")
                .replace('\'', '"'));
  }

  @Test
  void aBlockIsShownWithNumbersThatNoReaderRounds() {
    JsonObject block = get("pool/blocks").object().getJsonArray("items").getJsonObject(0);

    assertThat(block)
        .hasToString(
            ("{'depth':{'confirmations':null,'matures_at':null,'maturity':100},"
                    + "'difficulty':'1180591620717411303424','effort':0.5000,"
                    + "'finder':{'address':'syl1qminer','worker':'<rig>'},"
                    + "'found_at':'2026-11-27T12:00:00.000Z','hash':'HASH','height':1234,"
                    + "'reward':{'amount':'10000.00000000','amount_units':'1000000000000'},"
                    + "'scheme':'pplns','status':{'name':'written_off','reason':null,"
                    + "'since':'2026-11-27T13:00:00.000Z',"
                    + "'text':'Lost for good; the operator bore it.'}}")
                .replace("HASH", HASH)
                .replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource({"IMMATURE, 6, 2026-11-27T15:08:00.000Z", "MATURED, 6,", "ORPHANED, ,"})
  void theDepthOfABlockIsThatOfTheChain(BlockStatus status, Integer depth, String maturesAt) {
    Block.Outcome outcome = new Block.Outcome(status, NOW, Optional.empty());
    Block block = new Block(2, BLOCK.place(), BLOCK.finder(), BLOCK.pay(), outcome);
    BlockView view =
        BlockView.of(
            new ListedBlock(block, Optional.empty()),
            new ChainProgress(() -> Optional.of(1240L), 100, () -> NOW));

    assertThat(view.depth().confirmations()).isEqualTo(depth);
    assertThat(view.depth().maturesAt())
        .isEqualTo(maturesAt == null ? null : Instant.parse(maturesAt));
  }

  @Test
  void aFinderThatIsNamedLikeAnEmailAddressIsShownWithoutAName() {
    Block.Finder finder = new Block.Finder(BLOCK.finder().share(), "rig.alice@example.org");
    Block block = new Block(2, BLOCK.place(), finder, BLOCK.pay(), BLOCK.outcome());
    ChainProgress chain = new ChainProgress(Optional::empty, 100, () -> NOW);

    assertThat(BlockView.of(new ListedBlock(block, Optional.empty()), chain).finder().worker())
        .isNull();
  }

  @ParameterizedTest
  @CsvSource({"pool/blocks, 20", "pool/blocks?limit=1, 1", "pool/blocks?limit=100, 100"})
  void oneBlockMoreIsAskedForThanTheCallerWants(String path, int limit) {
    get(path);
    assertThat(asked).containsExactly(Range.latest(limit + 1));
    assertThat(filters).containsExactly(BlockFilter.ALL);
  }

  @Test
  void aListGoesOnWhereItsPartEnds() {
    String next = get("pool/blocks?limit=2").object().getString("next");

    assertThat(get("pool/blocks?limit=3").object().isNull("next")).isTrue();
    get("pool/blocks?cursor=" + next);
    assertThat(asked.get(2).before()).isEqualTo(LISTED.block().id());
  }

  @Test
  void blocksAreFiltered() {
    get(
        "pool/blocks?scheme=solo&status=matured&from=2026-11-27T00:00:00Z&to=2026-11-28T02:00:00%2B02:00");

    assertThat(filters)
        .containsExactly(new BlockFilter(Set.of(RewardScheme.SOLO), Set.of(BlockStatus.MATURED)));
    assertThat(asked)
        .containsExactly(
            new Range(
                Long.MAX_VALUE,
                Instant.parse("2026-11-27T00:00:00Z"),
                Instant.parse("2026-11-28T00:00:00Z"),
                21));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "limit=0 | limit | limit is a number from 1 to 100",
        "limit=101 | limit | limit is a number from 1 to 100",
        "limit=-1 | limit | limit is a number from 1 to 100",
        "limit=x | limit | limit is a number from 1 to 100",
        "limit= | limit | limit is a number from 1 to 100",
        "limit=1&limit=2 | limit | limit is there twice",
        "cursor=x | cursor | cursor is not the next of an earlier part",
        "cursor=AAAAAAAAAAA | cursor | cursor is not the next of an earlier part",
        "cursor=__________8 | cursor | cursor is not the next of an earlier part",
        "cursor=AAAAAAAAAAF | cursor | cursor is not the next of an earlier part",
        "from=yesterday | from | from is a time such as 2026-11-27T12:00:00Z",
        "scheme=ppls | scheme | scheme is one of pplns, prop, pps, solo",
        "offset=1 | offset | offset is no parameter here",
      })
  void whatIsNoParameterIsRefusedByNameBeforeTheDatabaseIsAsked(
      String query, String parameter, String detail) {
    Api.Answer answer = get("pool/blocks?" + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.object().getString("code")).isEqualTo("invalid_parameter");
    JsonObject error = answer.object().getJsonArray("errors").getJsonObject(0);
    assertThat(error.getString("parameter")).isEqualTo(parameter);
    assertThat(error.getString("detail")).isEqualTo(detail);
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HASH", "1234"})
  void aBlockIsFoundByHashAndByHeight(String id) {
    assertThat(get("pool/blocks/" + id.replace("HASH", HASH)).object().getString("hash"))
        .isEqualTo(HASH);
  }

  @ParameterizedTest
  @CsvSource({"1235, 404", "0, 404", "01, 400", "-1, 400", "1234567890, 400", "x, 400"})
  void anotherBlockIsNot(String id, int status) {
    assertThat(get("pool/blocks/" + id).status()).isEqualTo(status);
  }

  @Test
  void schemesAreThoseOfThePortsWithWhatIsKnownOfThem() {
    assertThat(get("pool/schemes").object().getJsonArray("items"))
        .hasToString(
            ("[{'effort':0.5000,'fee_percent':1.00,'luck':1.2500,'luck_blocks':4,'ports':[3333],"
                    + "'scheme':'pplns','window_factor':2.0000},"
                    + "{'effort':null,'fee_percent':1.00,'luck':null,'luck_blocks':0,"
                    + "'ports':[4444],'scheme':'solo','window_factor':null}]")
                .replace('\'', '"'));
  }

  @Test
  void portsAreThoseOfTheConfiguration() {
    JsonArray ports = get("pool/ports").object().getJsonArray("items");

    assertThat(ports).hasSize(2);
    assertThat(ports.getJsonObject(1).getInt("port")).isEqualTo(4444);
    assertThat(ports.getJsonObject(1).getString("scheme")).isEqualTo("solo");
    assertThat(ports.getJsonObject(1).getJsonObject("difficulty").keySet())
        .containsExactlyInAnyOrder("start", "least", "most");
  }

  /** The rate of ten minutes that are not over is that of what has passed of them. */
  @Test
  void aSeriesTellsRatesByTime() {
    assertThat(get("pool/hashrate").object().getJsonArray("items"))
        .hasToString(
            ("[{'accepted':3,'begin':'2026-11-27T11:59:00.000Z','hashrate':100,'invalid':1,"
                    + "'stale':2,'work':'6000'},"
                    + "{'accepted':3,'begin':'2026-11-27T11:49:00.000Z','hashrate':10,'invalid':1,"
                    + "'stale':2,'work':'6000'}]")
                .replace('\'', '"'));
    assertThat(series).containsExactly("TEN_MINUTES 1970-01-01T00:00:00Z 9999-12-31T00:00:00Z 145");
  }

  @Test
  void aSeriesGoesOnBeforeItsLastPoint() {
    String next = get("pool/hashrate?width=1h&limit=1").object().getString("next");
    get("pool/hashrate?width=1d&limit=200&from=2026-11-01T00:00:00Z&cursor=" + next);

    assertThat(series)
        .containsExactly(
            "HOUR 1970-01-01T00:00:00Z 9999-12-31T00:00:00Z 2",
            "DAY 2026-11-01T00:00:00Z 2026-11-27T11:59:00Z 201");
  }

  @Test
  void timesBeyondWhatTheDatabaseKnowsAreItsFirstAndItsLast() {
    get("pool/hashrate?from=-999999999-01-01T00:00:00Z&to=%2B999999999-12-31T23:59:59Z");
    get("pool/hashrate?cursor=f_________8");

    assertThat(series)
        .containsExactly(
            "TEN_MINUTES 1970-01-01T00:00:00Z 9999-12-31T00:00:00Z 145",
            "TEN_MINUTES 1970-01-01T00:00:00Z 9999-12-31T00:00:00Z 145");
  }

  @ParameterizedTest
  @CsvSource({
    "width=5m, width is 10m; 1h or 1d",
    "limit=201, limit is a number from 1 to 200",
    "limit=99999, limit is a number from 1 to 200"
  })
  void anotherSeriesIsRefused(String query, String detail) {
    Api.Answer answer = get("pool/hashrate?" + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).isEqualTo(detail.replace(';', ','));
    assertThat(series).isEmpty();
  }

  @Test
  void luckIsThatOfTheLatestBlocks() {
    assertThat(get("pool/luck").object().getJsonArray("items").getJsonObject(0))
        .hasToString("{\"blocks\":10,\"found\":0,\"luck\":null}");
    efforts.addAll(Collections.nCopies(10, new Effort(BigInteger.ONE, BigInteger.TWO)));
    efforts.addAll(Collections.nCopies(10, new Effort(BigInteger.TWO, BigInteger.ONE)));
    assertThat(get("pool/luck").object().getJsonArray("items"))
        .hasToString(
            ("[{'blocks':10,'found':10,'luck':2.0000},{'blocks':50,'found':20,'luck':0.8000},"
                    + "{'blocks':250,'found':20,'luck':0.8000}]")
                .replace('\'', '"'));
  }

  @ParameterizedTest
  @ValueSource(strings = {"reward", "proofs/" + MINER})
  void aBlockThatIsNotOursIsNotFound(String what) {
    Api.Answer answer = get("pool/blocks/" + HASH + "/" + what);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.detail()).isEqualTo("No block of ours that is credited.");
  }

  /** An address in capitals is the same address: wallets write them so for QR codes. */
  @Test
  void theProofOfAnAddressIsFoundInEverySpellingOfIt() {
    String path = "pool/blocks/" + CREDITED + "/proofs/";
    Api.Answer answer = get(path + MINER);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(get(path + MINER.toUpperCase(Locale.ROOT))).isEqualTo(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "syl1qminer",
        "Syl1qy552pugv6kj6au8keruk0cmtzvc4xfelzvxa2z",
        "tsyl1qds6dcplv8p9unpdz9vkk6ejuavfzfvyn5mz3y4",
        "%20",
        "a%0ab"
      })
  void theProofOfWhatIsNoAddressIsMalformed(String text) {
    Api.Answer answer = get("pool/blocks/" + CREDITED + "/proofs/" + text);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).startsWith("Not an address of this network: ");
  }

  @Test
  void anAddressWithoutPartInTheBlockHasNoProof() {
    Api.Answer answer =
        get("pool/blocks/" + CREDITED + "/proofs/syl1qvg2uuau5xegn0nt8fly5m2xm84uvgn3m3aermx");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.detail()).isEqualTo("This address has no part in the block.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0123", "X"})
  void whatIsNoHashIsRefused(String hash) {
    assertThat(get("pool/blocks/" + hash + "/reward").status()).isEqualTo(400);
    assertThat(get("pool/blocks/" + hash + "/proofs/a").status()).isEqualTo(400);
  }
}
