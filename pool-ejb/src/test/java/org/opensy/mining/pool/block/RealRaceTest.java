package org.opensy.mining.pool.block;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.BlockHeader;
import org.opensy.mining.pool.chain.Bytes;
import org.opensy.mining.pool.chain.ChainVectors;
import org.opensy.mining.pool.chain.CompactBits;
import org.opensy.mining.pool.chain.Hash256;
import org.opensy.mining.pool.chain.PowHash;
import org.opensy.mining.pool.chain.Sha256d;
import org.opensy.mining.pool.config.NodeSettings;
import org.opensy.mining.pool.job.FoundBlock;
import org.opensy.mining.pool.ledger.BlockFind;
import org.opensy.mining.pool.ledger.Database;
import org.opensy.mining.pool.ledger.Ledgers;
import org.opensy.mining.pool.ledger.Shares;
import org.opensy.mining.pool.metrics.CountedMetrics;
import org.opensy.mining.pool.money.Fence;
import org.opensy.mining.pool.money.Lease;
import org.opensy.mining.pool.node.NodeClient;
import org.opensy.mining.pool.node.ScriptedNode;
import org.opensy.mining.pool.node.SubmitResult;
import org.opensy.mining.pool.reward.BasisPoints;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.reward.RewardTerms;
import org.opensy.mining.pool.settlement.Settlement;
import org.opensy.mining.pool.share.Contributor;
import org.opensy.mining.pool.share.ShareEntry;

/**
 * Two blocks of ours on one parent, from their submission to the end of the race, with what a real
 * node answered about such two (chain/rpc_answers.json). In its answers nothing is changed but how
 * many confirmations the better one has by then, and the height of the chain.
 */
class RealRaceTest {
  private static final int MATURITY = 100;

  private static final JsonNode ANSWERS = ChainVectors.answers();

  /** It was on the best chain until another block stood on the second. */
  private static final ObjectNode FIRST =
      ANSWERS.get("getblockheader of orphaned block").deepCopy();

  private static final ObjectNode SECOND =
      ANSWERS.get("getblockheader of the losing sibling").deepCopy();

  private static final long HEIGHT = FIRST.get("height").asLong();

  private final BlockHash first = hash(FIRST);
  private final BlockHash second = hash(SECOND);
  private HikariDataSource database;
  private ScriptedNode node;
  private BlockStore store;
  private BlockSubmitter submitter;
  private Settlement settlement;
  private Fence fence;
  private Instant now = Instant.EPOCH.plusSeconds(1000);
  private int lostRaces;
  private int firstConfirmations = 1;
  private int secondConfirmations = -1;

  @BeforeEach
  void open() throws SQLException, IOException {
    database = Database.pooled(Database.migrated());
    Ledgers.partitions(database, Instant.EPOCH, 2);
    node = ScriptedNode.start();
    node.on(
        "submitblock",
        (exchange, request) -> answer(exchange, request, ANSWERS.get(nameOf(request))));
    node.on(
        "getblockheader", (exchange, request) -> answer(exchange, request, header(text(request))));
    node.on("getblockchaininfo", (exchange, request) -> answer(exchange, request, chainInfo()));
    Duration time = Duration.ofSeconds(20);
    NodeClient client =
        NodeClient.of(
            new NodeSettings(
                List.of(node.address()), new NodeSettings.Times(time, time, time, time, time)),
            () -> now);
    store = new BlockStore(database, Ledgers.journal(database), () -> now);
    submitter = new BlockSubmitter(client, store, new BlockCounters(new CountedMetrics()));
    settlement =
        new Settlement(
            database,
            client,
            new Settlement.Rules(MATURITY, Set.of()),
            () -> lostRaces++,
            () -> now);
    fence = new Lease(database, Lease.MONEY, "test", Duration.ofDays(9)).take().orElseThrow();
  }

  @AfterEach
  void close() {
    node.close();
    database.close();
  }

  @Test
  void bothHaveTheSameParentAndTheHashesThatTheNodeGaveThem() {
    assertThat(find(FIRST).block().parent()).isEqualTo(find(SECOND).block().parent());
    for (ObjectNode header : List.of(FIRST, SECOND)) {
      assertThat(new BlockHash(Sha256d.of(headerOf(header).serialize()))).isEqualTo(hash(header));
    }
  }

  @Test
  void theSecondIsInconclusiveUntilTheFirstIsBuriedAndThenOrphanedForGood() {
    submitBoth();
    confirm(1);
    assertThat(status(first)).isEqualTo(BlockStatus.IMMATURE);
    assertThat(status(second)).isEqualTo(BlockStatus.INCONCLUSIVE);
    confirm(MATURITY);
    assertThat(status(first)).isEqualTo(BlockStatus.MATURED);
    assertThat(status(second)).isEqualTo(BlockStatus.INCONCLUSIVE);
    assertThat(lostRaces).isZero();
    confirm(MATURITY + 1);
    confirm(MATURITY + 1);
    assertThat(status(first)).isEqualTo(BlockStatus.MATURED);
    assertThat(status(second)).isEqualTo(BlockStatus.ORPHANED);
    assertThat(lostRaces).isEqualTo(1);
  }

  @Test
  void ifTheNextBlockStandsOnTheSecondThatIsCreditedAndTheFirstIsNot() {
    submitBoth();
    confirm(1);
    secondConfirmations = 2;
    confirm(-1);
    confirm(-1);
    assertThat(status(first)).isEqualTo(BlockStatus.ORPHANED);
    assertThat(status(second)).isEqualTo(BlockStatus.IMMATURE);
  }

  @Test
  void whatIsSubmittedTwiceIsWhereItsHeaderSays() {
    submitBoth();
    node.forget("submitblock");
    node.on(
        "submitblock",
        (exchange, request) -> answer(exchange, request, ANSWERS.get("same block again")));
    assertThat(submitter.submit(first, hex(FIRST))).isEqualTo(new SubmitResult.Accepted());
    assertThat(submitter.submit(second, hex(SECOND))).isEqualTo(new SubmitResult.Inconclusive());
  }

  /** As two instances may do it: one pool alone keeps the second back. */
  private void submitBoth() {
    assertThat(submit(FIRST)).isEqualTo(new SubmitResult.Accepted());
    assertThat(submit(SECOND)).isEqualTo(new SubmitResult.Inconclusive());
    assertThat(status(first)).isEqualTo(BlockStatus.ACCEPTED);
    assertThat(status(second)).isEqualTo(BlockStatus.INCONCLUSIVE);
  }

  private void confirm(int confirmationsOfFirst) {
    firstConfirmations = confirmationsOfFirst;
    settlement.run(fence);
  }

  private SubmitResult submit(ObjectNode header) {
    now = now.plusSeconds(1);
    store.store(find(header));
    SubmitResult result = submitter.submit(hash(header), hex(header));
    submitter.note(hash(header), Optional.of(result));
    return result;
  }

  private BlockStatus status(BlockHash hash) {
    return store.find(hash).orElseThrow().status();
  }

  private BlockFind find(ObjectNode header) {
    ShareEntry share =
        Shares.share(
            header.get("time").asInt(),
            now,
            new Contributor(Shares.ADDRESS, "rig", RewardScheme.PPLNS),
            2,
            Optional.empty());
    return new BlockFind(
        new FoundBlock(
            HEIGHT, hash(header), PowHash.of(new byte[Hash256.SIZE]), Bytes.ofHex(hex(header))),
        Amount.ofSyl(10_000),
        BigInteger.TWO,
        share,
        new RewardTerms(RewardScheme.PPLNS, BasisPoints.ZERO, BigDecimal.ONE));
  }

  private static BlockHash hash(ObjectNode header) {
    return BlockHash.ofDisplayHex(header.get("hash").textValue());
  }

  /** Of the block no more was recorded than its header, and no more is needed here. */
  private static String hex(ObjectNode header) {
    return HexFormat.of().formatHex(headerOf(header).serialize());
  }

  private static BlockHeader headerOf(ObjectNode header) {
    return new BlockHeader(
        header.get("version").asInt(),
        BlockHash.ofDisplayHex(header.get("previousblockhash").textValue()),
        Hash256.ofDisplayHex(header.get("merkleroot").textValue()),
        header.get("time").asLong(),
        CompactBits.parse(header.get("bits").textValue()),
        header.get("nonce").asInt());
  }

  private static String nameOf(JsonNode submitblock) {
    return text(submitblock).equals(hex(FIRST))
        ? "first of two siblings"
        : "second sibling (valid, not best chain)";
  }

  private JsonNode header(String hash) {
    boolean isFirst = hash.equals(first.toString());
    return (isFirst ? FIRST : SECOND)
        .deepCopy()
        .put("confirmations", isFirst ? firstConfirmations : secondConfirmations);
  }

  private JsonNode chainInfo() {
    long best = HEIGHT - 1 + Math.max(firstConfirmations, secondConfirmations);
    ObjectNode info = ANSWERS.get("getblockchaininfo").deepCopy();
    return info.put("blocks", best).put("headers", best);
  }

  private static String text(JsonNode request) {
    return request.at("/params/0").textValue();
  }

  private static void answer(HttpExchange exchange, JsonNode request, JsonNode result)
      throws IOException {
    ScriptedNode.envelope(exchange, request, 200, result.toString(), "null");
  }
}
