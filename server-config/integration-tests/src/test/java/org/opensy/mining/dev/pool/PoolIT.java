package org.opensy.mining.dev.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensy.mining.dev.pool.PoolProbe.eventually;

import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.opensy.mining.dev.metrics.OriginalMetrics;
import org.opensy.mining.dev.metrics.Scrape;
import org.opensy.mining.dev.metrics.ScrapeChecks;
import org.opensy.mining.dev.miner.ShareSearch;
import org.opensy.mining.dev.miner.StratumMiner;
import org.opensy.mining.dev.stack.TestPool;
import org.opensy.mining.stratum.protocol.ErrorReply;
import org.opensy.mining.stratum.protocol.LoginResult;
import org.opensy.mining.stratum.protocol.Ok;
import org.opensy.mining.stratum.protocol.ServerMessage;
import org.opensy.mining.stratum.protocol.StratumError;
import org.opensy.mining.stratum.protocol.StratumJob;

/** The deployed pool, from a Stratum login to rows in the database and blocks on the chain. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PoolIT {
  private static final int BEFORE_KEY_CHANGE = 61;
  private static final int AFTER_KEY_CHANGE = 66;
  private static final long BLOCK_HASHES = 12;
  private static final String ON_CHAIN = "('ACCEPTED', 'IMMATURE')";
  private static final Duration BETWEEN_SUMS = Duration.ofMinutes(2);
  private static final long NEVER_A_BLOCK = 1L << 40;

  private static TestPool pool;
  private static PoolProbe probe;
  private static ShareSearch search;

  @BeforeAll
  static void start() {
    search = new ShareSearch();
    pool = TestPool.create("PoolIT", Map.of("pool.stratum.difficulty", "3"));
    probe = new PoolProbe(pool);
    pool.node().setDifficulty(2);
    pool.node().generate(BEFORE_KEY_CHANGE, address());
    pool.server().start();
  }

  @AfterAll
  static void stop() {
    search.close();
    if (pool != null) {
      pool.close();
    }
  }

  @Test
  @Order(1)
  void blocksAreFoundAcrossAKeyChangeWithoutOneShareRefused() {
    mineAt(BLOCK_HASHES);
    try (StratumMiner miner = loggedIn("key.change")) {
      String firstKey = miner.job().seedHash();
      eventually(
          "the next key is ready before it is needed",
          () -> probe.get("/metrics").body().contains("\nopensy_pool_randomx_keys 2"));
      int shares = 0;
      while (pool.node().height() < AFTER_KEY_CHANGE) {
        StratumJob job = miner.awaitHeight(pool.node().height() + 1L);
        ShareSearch.Found found = search.share(job);
        ServerMessage answer = miner.submit(found.jobId(), found.nonce(), found.result());
        if (job.equals(miner.job())) {
          assertThat(answer).isInstanceOf(Ok.class);
          shares++;
        }
      }
      assertThat(miner.job().seedHash()).isNotEqualTo(firstKey);
      int least = shares;
      eventually("shares are stored", () -> probe.count("select count(*) from shares") >= least);
    }
    int blocks = AFTER_KEY_CHANGE - BEFORE_KEY_CHANGE;
    eventually(
        "blocks are stored as accepted",
        () -> probe.count("select count(*) from blocks where status in " + ON_CHAIN) >= blocks);
    eventually(
        "what becomes of each block is stored",
        () ->
            probe.count(
                    "select count(*) from blocks where status in ('FOUND', 'SUBMITTED', 'UNKNOWN')")
                == 0);
    // A second block found before the node has taken the first is kept back.
    assertThat(
            probe.texts(
                "select hash || ' ' || status || ' ' || coalesce(reason, '') from blocks where"
                    + " status not in ('ACCEPTED', 'IMMATURE', 'INCONCLUSIVE', 'ORPHANED',"
                    + " 'SIBLING')"))
        .isEmpty();
    assertThat(probe.count("select count(distinct height) from blocks where status in " + ON_CHAIN))
        .isGreaterThanOrEqualTo(blocks);
    assertThat(
            probe.count(
                "select count(*) from blocks where hash = '" + pool.node().bestBlockHash() + "'"))
        .isOne();
    assertThat(
            probe.count(
                "select count(*) from workers w join miners m on m.id = w.miner_id"
                    + " where w.name = 'key.change' and m.address = '"
                    + address()
                    + "'"))
        .isOne();
  }

  @Test
  @Order(2)
  void eachBadSubmitGetsItsOwnError() {
    mineAt(NEVER_A_BLOCK);
    try (StratumMiner miner = loggedIn("bad")) {
      StratumJob job = miner.job();
      ShareSearch.Found good = search.share(job);
      ShareSearch.Found other = search.share(job);
      assertThat(miner.submit(good.jobId(), good.nonce(), good.result())).isInstanceOf(Ok.class);

      assertError(miner.submit(good.jobId(), good.nonce(), good.result()), DUPLICATE);
      assertError(
          miner.submit(good.jobId(), good.nonce().toUpperCase(Locale.ROOT), good.result()),
          DUPLICATE);
      assertError(
          miner.submit(other.jobId(), nonceAfter(other.nonce()), other.result()),
          StratumError.WRONG_RESULT);
      ShareSearch.Found low = search.next(job, hash -> !job.target().isMetBy(hash));
      assertError(
          miner.submit(low.jobId(), low.nonce(), low.result()), StratumError.LOW_DIFFICULTY);
      assertError(
          miner.submit("no-such-job", other.nonce(), other.result()), StratumError.UNKNOWN_JOB);
      assertError(miner.submit(job.jobId(), "xyz", other.result()), StratumError.MALFORMED_SHARE);

      pool.node().setDifficulty(2);
      pool.node().generate(1, address());
      miner.awaitHeight(job.height() + 1);
      assertError(
          miner.submit(other.jobId(), other.nonce(), other.result()), StratumError.STALE_SHARE);
    }
    eventually("the history has one that is stale", () -> inHistory("stale") >= 1);
    eventually("and six of other kinds", () -> inHistory("invalid") >= 6);
  }

  /** The whole pool's, of all days. */
  private static long inHistory(String column) {
    return probe.count(
        "select coalesce(sum(" + column + "), 0)::bigint from history_1d where miner_id = 0");
  }

  @Test
  @Order(3)
  void anAddressOfAnotherNetworkIsToldSoAndDisconnected() {
    try (StratumMiner miner = StratumMiner.connect(pool.server().stratumPort())) {
      ServerMessage answer = miner.login("syl1qvg2uuau5xegn0nt8fly5m2xm84uvgn3m3aermx");
      assertThat(answer).isInstanceOf(ErrorReply.class);
      assertThat(((ErrorReply) answer).message()).startsWith("Invalid login");
      miner.awaitEnd();
    }
  }

  @Test
  @Order(4)
  void statisticsBlocksHealthAndMetricsAreServed() {
    assertThat(stats())
        .contains("\"network\":\"regtest\"", "\"online\":", "\"accepted\":", "\"hashrate\":");
    eventually(
        "blocks are credited",
        () -> probe.get("/api/v1/pool/blocks?limit=20").body().contains("\"name\":\"immature\""));
    assertThat(probe.get("/api/v1/pool/blocks?limit=2").body())
        .contains("\"found_at\":", "\"reward\":{\"amount\":\"10000.00000000\"");
    assertThat(probe.get("/api/v1/pool/blocks?limit=0").statusCode()).isEqualTo(400);
    assertThat(probe.get("/api/v1/pool/blocks?limit=x").statusCode()).isEqualTo(400);
    assertThat(probe.get("/api/v1/pool/blocks?limit=0").headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    assertThat(probe.get("/").headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'self'"));
    assertThat(probe.get("/api/v1/pool/stats").headers().firstValue("X-Content-Type-Options"))
        .hasValue("nosniff");
    assertThat(probe.get("/nothing-here").statusCode()).isEqualTo(404);
    assertThat(probe.get("/nothing-here").body()).doesNotContainIgnoringCase("payara");
    for (String path : new String[] {"/health", "/ready", "/live", "/"}) {
      assertThat(probe.get(path).statusCode()).as(path).isEqualTo(200);
    }
    assertThat(probe.get("/ready").body())
        .contains("database", "redis", "node", "randomx", "stratum");
  }

  /** Whoever knows the original's names, or has our dashboards and alerts, finds them here. */
  @Test
  @Order(4)
  void whatIsScrapedIsWhatTheOriginalHadAndWhatIsDocumented() {
    eventually(
        "the timers have read what they read",
        () ->
            scrape().has("opensy_pool_miner_hashrate")
                && scrape().has("opensy_pool_pool_hashrate"));
    Scrape scrape = scrape();
    ScrapeChecks.isWellFormed(scrape);
    ScrapeChecks.hasAll(OriginalMetrics.ofPool(), scrape);
    ScrapeChecks.isDocumented("opensy_pool_", scrape);
    ScrapeChecks.isEnoughForRulesAndPanels("opensy_pool_", scrape);
    assertThat(scrape.has("opensy_pool_miner_hashrate{address=\"" + address() + "\"}")).isTrue();
    assertThat(scrape.samples("opensy_pool_shares_latency_seconds_count"))
        .allMatch(sample -> sample.value() >= 1);
    assertThat(probe.get("/metrics").body()).startsWith("# HELP opensy_pool_");
    assertThat(probe.get("/metrics?scope=base").body()).contains("memory_usedHeap_bytes");
    assertThat(probe.get("/metrics?scope=application").body())
        .containsPattern("opensy_pool_shares_accepted_total\\{[^}]*} [1-9]")
        .containsPattern("opensy_pool_bans_placed_total\\{[^}]*by=\"operator\"");
  }

  private static Scrape scrape() {
    return new Scrape(probe.get("/metrics").body());
  }

  @Test
  @Order(5)
  void anInstanceWithoutDatabaseAndRedisIsReadyAndLosesNoShare() {
    mineAt(NEVER_A_BLOCK);
    probe.awaitSharesStored();
    long before = probe.count("select count(*) from shares");
    try (StratumMiner miner = loggedIn("outage")) {
      StratumJob job = miner.job();
      pool.server().postgres().stop();
      pool.server().redis().stop();
      eventually("it is noticed", () -> isDegraded("database", true) && isDegraded("redis", true));
      for (String path : new String[] {"/ready", "/health", "/live", "/api/v1/pool/stats"}) {
        assertThat(probe.get(path).statusCode()).as(path).isEqualTo(200);
      }
      for (int i = 0; i < 3; i++) {
        ShareSearch.Found found = search.share(job);
        assertThat(miner.submit(found.jobId(), found.nonce(), found.result()))
            .isInstanceOf(Ok.class);
      }
    } finally {
      pool.server().postgres().start();
      pool.server().redis().start();
    }
    eventually("the shares arrive", () -> probe.count("select count(*) from shares") == before + 3);
    eventually("all is well", () -> isDegraded("database", false) && isDegraded("redis", false));
  }

  /** In the answer of the readiness probe and as a metric. */
  private static boolean isDegraded(String service, boolean degraded) {
    String check = "\"name\":\"%s\",\"status\":\"UP\",\"data\":\\{[^}]*\"degraded\":%b[^}]*}";
    Matcher answer =
        Pattern.compile(check.formatted(service, degraded)).matcher(probe.get("/ready").body());
    return answer.find()
        && answer.group().contains("\"trouble\":") == degraded
        && Pattern.compile(
                "opensy_pool_degraded\\{[^}]*service=\""
                    + service
                    + "\"[^}]*} "
                    + (degraded ? 1 : 0))
            .matcher(probe.get("/metrics").body())
            .find();
  }

  @Test
  @Order(6)
  void minersKeepTheirWorkWhileTheNodeIsAway() {
    mineAt(NEVER_A_BLOCK);
    try (StratumMiner miner = loggedIn("no-node")) {
      StratumJob job = miner.job();
      pool.node().refuseConnections();
      try {
        eventually("it is noticed", () -> probe.get("/ready").statusCode() == 503);
        eventually(
            "the circuit breaker opens",
            () -> probe.get("/ready").body().contains("nodes are failing"));
        ShareSearch.Found found = search.share(job);
        assertThat(miner.submit(found.jobId(), found.nonce(), found.result()))
            .isInstanceOf(Ok.class);
      } finally {
        pool.node().resumeConnections();
      }
      eventually("the pool is ready again", () -> probe.get("/ready").statusCode() == 200);
    }
  }

  @Test
  @Order(7)
  void everyShareAnsweredBeforeAStopIsStoredAndWhoListensIsSentAway() throws IOException {
    mineAt(NEVER_A_BLOCK);
    probe.awaitSharesStored();
    long before = probe.count("select count(*) from shares");
    AtomicLong answered = new AtomicLong();
    CompletableFuture<Void> mining;
    try (StratumMiner miner = loggedIn("stop");
        LiveListener stream = LiveListener.stream(pool.server(), "127.0.0.1", "stats", "");
        LiveListener socket = LiveListener.socket(pool.server(), "127.0.0.1", "")) {
      stream.await("event: stats");
      socket.say("{\"type\":\"ping\"}");
      socket.await("pong");
      StratumJob job = miner.job();
      mining = CompletableFuture.runAsync(() -> mineUntilSentAway(miner, job, answered));
      eventually("shares are accepted", () -> answered.get() > 3);
      assertThat(pool.server().redeploy().success()).isTrue();
      stream.awaitEnd();
      socket.awaitEnd();
      mining.join();
    }
    assertThat(probe.count("select count(*) from shares"))
        .isGreaterThanOrEqualTo(before + answered.get());
    eventually("the pool is ready again", () -> probe.get("/ready").statusCode() == 200);
    loggedIn("again").close();
  }

  @Test
  @Order(8)
  void aPoolThatStartsWithNothingThereComesUpByItselfWhenItIs() {
    mineAt(NEVER_A_BLOCK);
    probe.awaitSharesStored();
    pool.node().refuseConnections();
    assertThat(pool.server().crashAndRestartAlone().success()).isTrue();
    assertThat(probe.get("/live").statusCode()).isEqualTo(200);
    assertThat(probe.get("/ready").statusCode()).isEqualTo(503);
    assertThat(isDegraded("database", true)).isTrue();
    pool.server().postgres().start();
    eventually(
        "miners are let in",
        () -> probe.get("/ready").body().contains("{\"name\":\"stratum\",\"status\":\"UP\""));
    assertThat(probe.get("/ready").statusCode()).isEqualTo(503);
    pool.node().resumeConnections();
    eventually("the pool is ready", () -> probe.get("/ready").statusCode() == 200);
    pool.server().redis().start();
    eventually("all is well", () -> isDegraded("database", false) && isDegraded("redis", false));
    try (StratumMiner miner = loggedIn("early")) {
      long before = probe.count("select count(*) from shares");
      ShareSearch.Found found = search.share(miner.job());
      assertThat(miner.submit(found.jobId(), found.nonce(), found.result())).isInstanceOf(Ok.class);
      eventually("it is stored", () -> probe.count("select count(*) from shares") == before + 1);
    }
  }

  /** The last test: its database knows nothing of the shares until the pool runs again. */
  @Test
  @Order(9)
  void everyShareAnsweredWithoutTheDatabaseIsStoredOnceAfterAKill() {
    mineAt(NEVER_A_BLOCK);
    probe.awaitSharesStored();
    long before = probe.count("select count(*) from shares");
    int shares = 5;
    try (StratumMiner miner = loggedIn("crash")) {
      StratumJob job = miner.job();
      pool.server().postgres().stop();
      for (int i = 0; i < shares; i++) {
        ShareSearch.Found found = search.share(job);
        assertThat(miner.submit(found.jobId(), found.nonce(), found.result()))
            .isInstanceOf(Ok.class);
      }
      pool.server().crashAndRestart();
    }
    eventually(
        "the shares arrive", () -> probe.count("select count(*) from shares") == before + shares);
    assertThat(probe.count("select sum(shares) from share_slots")).isEqualTo(before + shares);
    assertThat(probe.get("/metrics").body())
        .containsPattern("\nopensy_pool_journal_replayed_total " + shares + "\n");
    assertThat(probe.get("/ready").body()).contains("\"journal\"");
    eventually(
        "the history has them all",
        BETWEEN_SUMS.plusMinutes(1),
        () -> inHistory("shares") == before + shares);
  }

  private static void mineUntilSentAway(StratumMiner miner, StratumJob job, AtomicLong answered) {
    try {
      while (true) {
        ShareSearch.Found found = search.share(job);
        if (miner.submit(found.jobId(), found.nonce(), found.result()) instanceof Ok) {
          answered.incrementAndGet();
        }
      }
    } catch (IllegalStateException sentAway) {
      assertThat(sentAway).hasMessage("connection lost");
    }
  }

  private static final StratumError DUPLICATE = StratumError.DUPLICATE_SHARE;

  private static void mineAt(long difficulty) {
    pool.node().setDifficulty(difficulty);
    probe.awaitDifficulty(difficulty);
  }

  private static StratumMiner loggedIn(String worker) {
    StratumMiner miner = StratumMiner.connect(pool.server().stratumPort());
    assertThat(miner.login(address() + "." + worker)).isInstanceOf(LoginResult.class);
    return miner;
  }

  private static String nonceAfter(String nonce) {
    byte[] bytes = HexFormat.of().parseHex(nonce);
    bytes[3] ^= 0x55;
    return HexFormat.of().formatHex(bytes);
  }

  private static void assertError(ServerMessage answer, StratumError error) {
    assertThat(answer).isInstanceOf(ErrorReply.class);
    assertThat(((ErrorReply) answer).code()).isEqualTo(error.code());
    // Some say more than the error itself.
    assertThat(((ErrorReply) answer).message()).startsWith(error.text());
  }

  private static String stats() {
    return probe.stats();
  }

  private static String address() {
    return pool.access().poolAddress();
  }
}
