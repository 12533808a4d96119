package org.opensy.mining.pool.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
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
import org.opensy.mining.pool.block.BlockStatus;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.ledger.BlockShare;
import org.opensy.mining.pool.reward.BasisPoints;
import org.opensy.mining.pool.reward.Effort;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.reward.RewardShare;
import org.opensy.mining.pool.reward.RewardSplit;
import org.opensy.mining.pool.reward.RewardTerms;
import org.opensy.mining.pool.reward.RewardTree;
import org.opensy.mining.pool.settlement.StoredReward;
import org.opensy.mining.pool.share.ShareKey;
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
              hash ->
                  Optional.of(
                          new PublishedReward(
                              REWARD,
                              RewardTree.of(BLOCK.hash(), BLOCK.pay().terms(), REWARD.split())))
                      .filter(any -> hash.toString().equals(CREDITED)),
              Network.MAIN));

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

  @Test
  void aFinderThatIsNamedLikeAnEmailAddressIsShownWithoutAName() {
    Block.Finder finder = new Block.Finder(BLOCK.finder().share(), "rig.alice@example.org");
    Block block = new Block(2, BLOCK.place(), finder, BLOCK.pay(), BLOCK.outcome());

    assertThat(BlockView.of(block).worker()).isEmpty();
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
