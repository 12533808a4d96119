package org.opensy.mining.dev.coopmine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensy.mining.dev.pool.PoolProbe.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.opensy.mining.dev.metrics.OriginalMetrics;
import org.opensy.mining.dev.metrics.Scrape;
import org.opensy.mining.dev.metrics.ScrapeChecks;
import org.opensy.mining.dev.node.RegtestNode;
import org.opensy.mining.dev.pool.PoolProbe;
import org.opensy.mining.dev.stack.ListeningSockets;
import org.opensy.mining.dev.stack.PayaraMicro;
import org.opensy.mining.dev.stack.TestPool;
import org.opensy.mining.randomx.KeySchedule;

/** A coordinator and two workers on stock Payara Micro mine for the deployed pool. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CoopMineIT {
  private static final String RIG = "coopmine-it";
  private static final long EASY = 2;
  // Fixed: shares that become rarer, as the miner's difficulty rises, would only be waited for.
  private static final int SHARE_HASHES = 16;
  private static final long NEVER_A_BLOCK = 1L << 40;
  private static final int BLOCKS_BEFORE_THE_KEY_CHANGE = 3;

  private static final MicroCluster cluster = new MicroCluster("CoopMineIT");
  private static TestPool pool;
  private static PoolProbe probe;
  private static PayaraMicro coordinator;
  private static PayaraMicro first;
  private static PayaraMicro second;

  @BeforeAll
  static void start() {
    pool = TestPool.shared();
    probe = new PoolProbe(pool);
    RegtestNode node = pool.node();
    long change = KeySchedule.nextChangeHeight(node.height() + 1L);
    long missing = change - BLOCKS_BEFORE_THE_KEY_CHANGE - node.height();
    generate(Math.toIntExact(Math.max(0, missing)), NEVER_A_BLOCK);
    String login = pool.access().poolAddress() + "." + RIG + "+" + SHARE_HASHES;
    coordinator = cluster.coordinator(pool.server().stratumPort(), login);
    first = cluster.worker("first");
    second = cluster.worker("second");
    List.of(coordinator, first, second).forEach(PayaraMicro::start);
  }

  @AfterAll
  static void stop() {
    for (PayaraMicro instance : new PayaraMicro[] {second, first, coordinator}) {
      if (instance != null) {
        instance.close();
      }
    }
    pool.node().setDifficulty(TestPool.BLOCK_HASHES);
  }

  @Test
  @Order(1)
  void bothWorkersMineBlocksAcrossAKeyChange() {
    String key = stats().at("/job/seed_hash").asText();
    int change = Math.toIntExact(KeySchedule.nextChangeHeight(pool.node().height() + 1L));
    bothGoOn();
    pool.node().setDifficulty(TestPool.BLOCK_HASHES);
    eventually("the key changes", () -> pool.node().height() >= change);
    eventually("it is followed", () -> !stats().at("/job/seed_hash").asText().equals(key));
    bothGoOn();

    assertThat(stats().at("/job/nonce_offset").asInt()).isEqualTo(76);
    assertThat(stats().get("rejected_by_reason").fieldNames())
        .toIterable()
        .as("shares that a new block has overtaken, and no others")
        .isSubsetOf("stale_job", "unknown_job", "rejected_by_pool");
    eventually(
        "blocks are found",
        () -> ofTheRig("from blocks x", "status in ('ACCEPTED', 'IMMATURE')") > 0);
    assertThat(ofTheRig("from blocks x", "status = 'REFUSED'")).isZero();
    String best = pool.node().bestBlockHash();
    eventually(
        "the best block is stored",
        () -> ofTheRig("from blocks x", "x.hash = '" + best + "'") == 1);
  }

  @Test
  @Order(2)
  void aBlockFoundElsewhereEndsTheWorkOnItsHeight() {
    pool.node().setDifficulty(NEVER_A_BLOCK);
    probe.awaitDifficulty(NEVER_A_BLOCK);
    int height = pool.node().height();
    generate(1, NEVER_A_BLOCK);
    eventually("it is followed", () -> stats().at("/job/height").asInt() > height + 1);
    eventually(
        "shares of the next height",
        () -> ofTheRig("from shares x", "x.height > " + (height + 1)) > 0);
    bothGoOn();
  }

  @Test
  @Order(3)
  void nothingListensBeyondTheLoopbackInterface() {
    assertThat(ListeningSockets.ports(coordinator.pid()))
        .containsExactlyInAnyOrder(coordinator.httpPort(), cluster.coordinatorPort());
    assertThat(ListeningSockets.ports(first.pid())).containsExactly(first.httpPort());
    for (long pid :
        new long[] {coordinator.pid(), first.pid(), second.pid(), pool.server().payara().pid()}) {
      assertThat(ListeningSockets.portsBeyondLoopback(pid)).isEmpty();
    }
  }

  /** Whoever knows the original's names, or has our dashboards and alerts, finds them here. */
  @Test
  @Order(3)
  void whatIsScrapedIsWhatTheOriginalHadAndWhatIsDocumented() {
    Scrape scrape = cluster.scrape(coordinator);
    ScrapeChecks.isWellFormed(scrape);
    ScrapeChecks.hasAll(OriginalMetrics.ofCluster(), scrape);
    Scrape ofWorker = cluster.scrape(first);
    ScrapeChecks.isWellFormed(ofWorker);
    ScrapeChecks.isDocumented("coopmine_", scrape, ofWorker);
    ScrapeChecks.isEnoughForRulesAndPanels("coopmine_", scrape);
    assertThat(scrape.has("coopmine_worker_hashrate{worker_name=\"first\"}")).isTrue();
    assertThat(scrape.has("coopmine_grpc_requests_total{method=\"Submit\",status=\"OK\"}"))
        .isTrue();
    assertThat(scrape.samples("coopmine_grpc_connections"))
        .allMatch(connections -> connections.value() == 2);
    assertThat(scrape.samples("coopmine_blocks_found_total"))
        .allMatch(blocks -> blocks.value() >= 1);
  }

  @Test
  @Order(4)
  void aWorkerThatDiesIsMissedAndDoesNotStopTheOther() {
    first.kill();
    eventually("it is missed", () -> stats().get("worker_count").asInt() == 1);
    assertThat(worker("first")).isEmpty();
    long before = accepted("second");
    eventually("the other goes on", () -> accepted("second") > before);
  }

  @Test
  @Order(5)
  void everyShareThatWasAcceptedIsStoredOnce() {
    second.stop();
    eventually("nobody mines", () -> stats().get("worker_count").asInt() == 0);
    long accepted = stats().get("shares_accepted").asLong();
    eventually("all are stored", () -> ofTheRig("from shares x", "true") == accepted);
    assertThat(accepted).isPositive();
  }

  private static void bothGoOn() {
    long ofFirst = accepted("first");
    long ofSecond = accepted("second");
    eventually("both go on", () -> accepted("first") > ofFirst && accepted("second") > ofSecond);
  }

  private static void generate(int blocks, long difficultyAfterwards) {
    pool.node().setDifficulty(EASY);
    pool.node().generate(blocks, pool.access().poolAddress());
    pool.node().setDifficulty(difficultyAfterwards);
    probe.awaitDifficulty(difficultyAfterwards);
  }

  private static JsonNode stats() {
    return cluster.stats(coordinator);
  }

  private static List<JsonNode> worker(String name) {
    return StreamSupport.stream(stats().get("workers").spliterator(), false)
        .filter(worker -> worker.get("name").asText().equals(name))
        .toList();
  }

  /** Shares of a worker that the pool took, as the coordinator says; none if it is not there. */
  private static long accepted(String name) {
    return worker(name).stream().mapToLong(worker -> worker.get("shares_accepted").asLong()).sum();
  }

  private static long ofTheRig(String table, String condition) {
    return probe.count(
        "select count(*) "
            + table
            + " join workers w on w.id = x.worker_id join miners m on m.id = w.miner_id"
            + " where w.name = '"
            + RIG
            + "' and m.address = '"
            + pool.access().poolAddress()
            + "' and "
            + condition);
  }
}
