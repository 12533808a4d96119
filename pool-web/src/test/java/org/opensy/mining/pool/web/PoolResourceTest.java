package org.opensy.mining.pool.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.pool.block.Block;
import org.opensy.mining.pool.block.BlockStatus;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.ledger.BlockShare;
import org.opensy.mining.pool.reward.BasisPoints;
import org.opensy.mining.pool.reward.Effort;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.reward.RewardTerms;
import org.opensy.mining.pool.share.ShareKey;
import org.opensy.mining.pool.treasury.MoneyQueries.SchemeEffort;

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
  private static final PoolStats STATS =
      new PoolStats(
          "main",
          1235L,
          new PoolStats.Chain(BigInteger.ONE.shiftLeft(70), null, ""),
          new PoolStats.Miners(3L, 4L, null, 4000L),
          new PoolStats.Shares(5, 6),
          new PoolStats.Blocks(2, 1));

  private final List<Integer> asked = new ArrayList<>();
  private final Api api =
      new Api(
          new PoolResource(
              () -> STATS,
              limit -> {
                asked.add(limit);
                return List.of(BLOCK);
              },
              () ->
                  List.of(
                      new SchemeEffort(
                          RewardScheme.PPLNS,
                          new Effort(BigInteger.ONE, BigInteger.TWO),
                          Optional.of(new BigDecimal("1.2500")),
                          4),
                      new SchemeEffort(
                          RewardScheme.PPS,
                          new Effort(BigInteger.ZERO, BigInteger.TWO),
                          Optional.empty(),
                          0)),
              hash -> Optional.empty()));

  private Api.Answer get(String path) {
    return api.ask("GET", path, "", "");
  }

  @Test
  void statisticsAreInSnakeCaseAndLeaveOutWhatIsNotKnown() {
    JsonObject stats = get("pool/stats").object();

    assertThat(stats.getJsonObject("miners"))
        .hasToString("{\"active\":3,\"active_workers\":4,\"hashrate\":4000}");
    assertThat(stats.getJsonObject("chain"))
        .hasToString("{\"difficulty\":1180591620717411303424,\"trouble\":\"\"}");
    assertThat(stats.keySet())
        .containsExactlyInAnyOrder(
            "network", "height", "chain", "miners", "shares_last_hour", "blocks");
  }

  @Test
  void aBlockIsShownWithNumbersThatNoReaderRounds() {
    JsonObject page = get("pool/blocks").object();
    JsonObject block = page.getJsonArray("items").getJsonObject(0);

    assertThat(page.getInt("limit")).isEqualTo(20);
    assertThat(block.getString("hash")).isEqualTo(HASH);
    assertThat(block.getInt("height")).isEqualTo(1234);
    assertThat(block.getString("difficulty")).isEqualTo("1180591620717411303424");
    assertThat(block.getString("reward")).isEqualTo("10000.00000000");
    assertThat(block.getString("found_at")).isEqualTo("2026-11-27T12:00:00Z");
    assertThat(block.getString("status")).isEqualTo("written_off");
    assertThat(block.getString("reason")).isEmpty();
    assertThat(block.getString("worker")).isEqualTo("<rig>");
  }

  @ParameterizedTest
  @CsvSource({"pool/blocks, 20", "pool/blocks?limit=1, 1", "pool/blocks?limit=100, 100"})
  void asManyBlocksAreAskedForAsTheCallerWants(String path, int limit) {
    assertThat(get(path).object().getInt("limit")).isEqualTo(limit);
    assertThat(asked).containsExactly(limit);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "101", "1000", "-1", "1.0", "x", ""})
  void anyOtherLimitIsRefusedBeforeTheDatabaseIsAsked(String limit) {
    Api.Answer answer = get("pool/blocks?limit=" + limit);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).isEqualTo("limit is a number from 1 to 100");
    assertThat(asked).isEmpty();
  }

  @Test
  void luckBeforeTheFirstBlockIsEmpty() {
    assertThat(get("pool/efforts").json())
        .hasToString(
            ("[{'blocks':4,'effort':'0.5000','luck':'1.2500','scheme':'pplns'},"
                    + "{'blocks':0,'effort':'0.0000','luck':'','scheme':'pps'}]")
                .replace('\'', '"'));
  }

  @ParameterizedTest
  @ValueSource(strings = {"reward", "proofs/syl1qminer"})
  void aBlockThatIsNotOursIsNotFound(String what) {
    Api.Answer answer = get("pool/blocks/" + HASH + "/" + what);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.detail()).isEqualTo("No block of ours that is credited.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0123", "X"})
  void whatIsNoHashIsRefused(String hash) {
    assertThat(get("pool/blocks/" + hash + "/reward").status()).isEqualTo(400);
    assertThat(get("pool/blocks/" + hash + "/proofs/a").status()).isEqualTo(400);
  }
}
