package org.opensy.mining.dev.stratum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensy.mining.dev.pool.PoolProbe.eventually;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opensy.mining.dev.miner.ShareSearch;
import org.opensy.mining.dev.miner.StratumMiner;
import org.opensy.mining.dev.pool.LiveListener;
import org.opensy.mining.dev.pool.PoolProbe;
import org.opensy.mining.dev.stack.PoolServer;
import org.opensy.mining.dev.stack.TestPool;
import org.opensy.mining.dev.stack.TestToken;
import org.opensy.mining.stratum.protocol.Dialect;
import org.opensy.mining.stratum.protocol.ErrorReply;
import org.opensy.mining.stratum.protocol.LoginResult;
import org.opensy.mining.stratum.protocol.Ok;
import org.opensy.mining.stratum.protocol.ProtocolException;
import org.opensy.mining.stratum.protocol.ServerMessage;
import org.opensy.mining.stratum.protocol.StratumCodec;
import org.opensy.mining.stratum.protocol.StratumError;
import org.opensy.mining.stratum.protocol.StratumJob;
import org.opensy.mining.stratum.protocol.SubscribeResult;
import org.opensy.mining.stratum.protocol.Target;

/**
 * Two instances of a pool with one node, one PostgreSQL and one Redis, started at the same time on
 * an empty database: what they tell each other, and what each has for itself.
 */
class TwoPoolsIT {
  private static final long NEVER_A_BLOCK = 1L << 40;
  private static final int INSTANCE_DIGITS = 8;
  private static final String TOKEN = TestToken.operator();
  private static final String BANS = "/api/v1/admin/bans";
  private static final String BANNED = "IP Address currently banned";
  private static final String RASCAL = "127.0.0.9";
  private static final String NEIGHBOUR = "127.0.0.8";
  private static final String CROWD = "127.0.0.7";
  private static final String FIRST = "127.0.0.1";
  private static final String SECOND = "127.0.0.2";

  private static TestPool pool;
  private static PoolServer second;
  private static PoolProbe atFirst;
  private static PoolProbe atSecond;
  private static ShareSearch search;

  @BeforeAll
  static void start() {
    search = new ShareSearch();
    pool =
        TestPool.create(
            "TwoPoolsIT",
            Map.of(
                "pool.stratum.difficulty",
                "2",
                "pool.live.clients-per-address",
                "2",
                "pool.ban.allow",
                FIRST));
    pool.node().setDifficulty(NEVER_A_BLOCK);
    second = pool.server().another("second", SECOND);
    atFirst = new PoolProbe(pool);
    atSecond = new PoolProbe(second);
    CompletableFuture.allOf(
            CompletableFuture.runAsync(pool.server()::start),
            CompletableFuture.runAsync(second::start))
        .join();
  }

  @AfterAll
  static void stop() {
    search.close();
    if (second != null) {
      second.close();
    }
    if (pool != null) {
      pool.close();
    }
  }

  @Test
  void aBanAndItsEndAreInForceAtTheOtherToo() throws Exception {
    try (RawMiner rascal = rawMiner(RASCAL, SECOND);
        RawMiner neighbour = rawMiner(NEIGHBOUR, SECOND)) {
      rascal.login(login("rascal"), "x");
      String session = neighbour.login(login("neighbour"), "x");

      String ban = "{\"subnet\":\"%s\",\"seconds\":600,\"reason\":\"a flood\"}".formatted(RASCAL);
      assertThat(atFirst.call("POST", BANS, TOKEN, ban).statusCode()).isEqualTo(201);
      assertThat(rascal.lineWith(BANNED)).contains("a flood");
      assertThat(rascal.isClosedByPool()).isTrue();
      assertThat(isRefused(SECOND)).isTrue();
      assertThat(atSecond.call("GET", BANS, TOKEN, "").body()).contains(RASCAL + "/32");
      neighbour.send(
          "{\"id\":2,\"method\":\"keepalived\",\"params\":{\"id\":\"" + session + "\"}}\n");
      assertThat(neighbour.lineWith("\"id\":2")).contains("KEEPALIVED");
    }
    assertThat(isRefused(FIRST)).isTrue();

    String lifted = BANS + "?subnet=" + RASCAL;
    assertThat(atSecond.call("DELETE", lifted, TOKEN, "").statusCode()).isEqualTo(204);
    assertThat(isRefused(SECOND)).isFalse();
    eventually("it is lifted at the other", () -> !isRefused(FIRST));
  }

  @Test
  void noTwoSessionsOfBothHaveTheSameExtranonce() throws Exception {
    String one = subscribe(FIRST);
    String another = subscribe(FIRST);
    String other = subscribe(SECOND);
    assertThat(one).isNotEqualTo(another);
    assertThat(another).startsWith(one.substring(0, INSTANCE_DIGITS));
    assertThat(other.substring(0, INSTANCE_DIGITS)).isNotEqualTo(one.substring(0, INSTANCE_DIGITS));
    try (StratumMiner here = miner(FIRST, "twin");
        StratumMiner there = miner(SECOND, "twin")) {
      assertThat(there.job().height()).isEqualTo(here.job().height());
      assertThat(there.job().blob()).isNotEqualTo(here.job().blob());
    }
  }

  @Test
  void aShareOfTheOneIsWorthNothingAtTheOther() {
    try (StratumMiner here = miner(FIRST, "replay");
        StratumMiner there = miner(SECOND, "replay")) {
      ShareSearch.Found share = search.share(here.job());
      assertThat(submit(here, share.jobId(), share)).isInstanceOf(Ok.class);
      assertThat(codeOf(submit(there, share.jobId(), share)))
          .isEqualTo(StratumError.UNKNOWN_JOB.code());
      assertThat(codeOf(submit(there, there.job().jobId(), share)))
          .isEqualTo(StratumError.WRONG_RESULT.code());
      assertThat(codeOf(submit(here, share.jobId(), share)))
          .isEqualTo(StratumError.DUPLICATE_SHARE.code());

      ShareSearch.Found own = search.share(there.job());
      assertThat(submit(there, own.jobId(), own)).isInstanceOf(Ok.class);
    }
    atFirst.awaitSharesStored();
    atSecond.awaitSharesStored();
    assertThat(
            atFirst.count(
                "select count(*) from shares s join workers w on w.id = s.worker_id"
                    + " where w.name = 'replay'"))
        .isEqualTo(2);
  }

  @Test
  void bothTellOfTheWholePool() {
    try (StratumMiner here = miner(FIRST, "public-1");
        StratumMiner there = miner(SECOND, "public-2")) {
      ShareSearch.Found share = search.share(here.job());
      assertThat(submit(here, share.jobId(), share)).isInstanceOf(Ok.class);
      ShareSearch.Found own = search.share(there.job());
      assertThat(submit(there, own.jobId(), own)).isInstanceOf(Ok.class);
      for (PoolProbe instance : List.of(atFirst, atSecond)) {
        eventually(
            "all shares and workers are known",
            () ->
                figure(instance, "\"online\":") >= 2
                    && figure(instance, "\"active\":") == 1
                    && figure(instance, "\"active_workers\":") >= 2
                    && figure(instance, "\"shares_last_hour\":{\"accepted\":") >= acceptedAtBoth());
        assertThat(instance.stats()).doesNotContain("connections", "waiting", "randomx");
      }
    }
  }

  private static long figure(PoolProbe instance, String before) {
    Matcher figure = Pattern.compile(Pattern.quote(before) + "(\\d+)").matcher(instance.stats());
    return figure.find() ? Long.parseLong(figure.group(1)) : -1;
  }

  /** What the two counted each for itself. */
  private static long acceptedAtBoth() {
    return Stream.of(atFirst, atSecond)
        .map(instance -> instance.get("/metrics").body())
        .map(Pattern.compile("opensy_pool_shares_accepted\\S* (\\d+)")::matcher)
        .mapToLong(metric -> metric.find() ? Long.parseLong(metric.group(1)) : 0)
        .sum();
  }

  @Test
  void aMinerThatGoesToTheOtherKeepsItsDifficulty() {
    Target easy;
    StratumMiner here = miner(FIRST, "wanderer");
    try (here) {
      easy = here.job().target();
      for (int shares = 0; here.job().target().equals(easy); shares++) {
        assertThat(shares).as("shares that changed nothing").isLessThan(200);
        StratumJob job = here.job();
        ShareSearch.Found share = search.share(job);
        assertThat(submit(here, share.jobId(), share)).isInstanceOf(Ok.class);
      }
    }
    Target fitting = here.job().target();
    assertThat(fitting).isLessThan(easy);
    eventually(
        "it is known at the other",
        () -> {
          try (StratumMiner there = miner(SECOND, "wanderer")) {
            return there.job().target().equals(fitting);
          }
        });
    try (StratumMiner stranger = miner(SECOND, "stranger")) {
      assertThat(stranger.job().target()).isEqualTo(easy);
    }
  }

  @Test
  void whatHappensAtTheOneIsToldAtTheOther() throws Exception {
    try (LiveListener stream = LiveListener.stream(pool.server(), FIRST, "stats,blocks", "");
        LiveListener socket = LiveListener.socket(pool.server(), FIRST, "http://pool.test");
        StratumMiner there = miner(SECOND, "live")) {
      socket.say("{\"type\":\"subscribe\",\"data\":[\"stats\",\"blocks\",\"shares\"]}");
      socket.await("\"type\":\"subscribe\"").await("\"type\":\"stats\"");
      assertThat(stream.await("event: stats\ndata: {").text())
          .contains("Content-Type: text/event-stream", "Cache-Control: no-store")
          .doesNotContain("Content-Encoding");
      eventually(
          "a share of the other",
          () -> {
            ShareSearch.Found share = search.share(there.job());
            assertThat(submit(there, share.jobId(), share)).isInstanceOf(Ok.class);
            return socket.text().contains("\"type\":\"new_share\"");
          });
      assertThat(socket.text()).contains("\"valid\":true,\"worker_name\":\"live\"");

      String found = findBlock(there);
      stream.await("event: block\n").await("\"hash\":\"" + found);
      socket.await("\"type\":\"new_block\"").await("\"hash\":\"" + found);
      try (LiveListener back = LiveListener.stream(second, FIRST, "blocks", stream.firstId());
          LiveListener late = LiveListener.stream(second, FIRST, "blocks", "no-such-id")) {
        back.await("\"hash\":\"" + found);
        late.await("event: reset\n");
      }
    }
  }

  private static String findBlock(StratumMiner miner) {
    try {
      pool.node().setDifficulty(2);
      atSecond.awaitDifficulty(2);
      long next = pool.node().height() + 1L;
      for (StratumJob job = miner.awaitHeight(next); job.height() == next; job = miner.job()) {
        ShareSearch.Found share = search.share(job);
        submit(miner, share.jobId(), share);
      }
      return pool.node().bestBlockHash();
    } finally {
      pool.node().setDifficulty(NEVER_A_BLOCK);
      atFirst.awaitDifficulty(NEVER_A_BLOCK);
      atSecond.awaitDifficulty(NEVER_A_BLOCK);
    }
  }

  @Test
  void onlySoManyOfAnAddressAndNoForeignPagesMayListen() throws Exception {
    try (LiveListener foreign = LiveListener.socket(second, FIRST, "https://evil.test")) {
      assertThat(foreign.status()).isEqualTo(403);
      assertThat(foreign.await("\"code\":").text()).contains("application/problem+json");
    }
    LiveListener one = LiveListener.stream(second, CROWD, "stats", "");
    try (LiveListener other = LiveListener.socket(second, CROWD, "");
        LiveListener third = LiveListener.stream(second, CROWD, "stats", "");
        LiveListener fourth = LiveListener.socket(second, CROWD, "")) {
      assertThat(one.status()).isEqualTo(200);
      assertThat(other.status()).isEqualTo(101);
      assertThat(third.await("too_many_requests").text())
          .contains(" 429 ", "Retry-After: 60", "application/problem+json");
      assertThat(fourth.await("too_many_requests").status()).isEqualTo(429);
      other.say("x".repeat(1025));
      other.awaitEnd();
      one.close();
      eventually(
          "the places are free again",
          () -> {
            try (LiveListener again = LiveListener.stream(second, CROWD, "stats", "");
                LiveListener too = LiveListener.stream(second, CROWD, "stats", "")) {
              return again.status() == 200 && too.status() == 200;
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    assertThat(atSecond.get("/metrics").body())
        .containsPattern("opensy_pool_live_refused_total\\{[^}]*reason=\"origin\"[^}]*} 1")
        .containsPattern("opensy_pool_live_events_sent_total\\{[^}]*transport=\"sse\"[^}]*} [1-9]");
  }

  /** Whether that address is told that it is banned; else it is let in. */
  private static boolean isRefused(String host) {
    try (RawMiner rascal = rawMiner(RASCAL, host)) {
      rascal.send("{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[]}\n");
      return rascal.line().contains(BANNED) && rascal.isClosedByPool();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String subscribe(String host) throws IOException, ProtocolException {
    try (RawMiner miner = rawMiner(FIRST, host)) {
      miner.send("{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[]}\n");
      byte[] answer = miner.line().getBytes(StandardCharsets.UTF_8);
      return ((SubscribeResult) StratumCodec.decodeServer(answer, Dialect.BITCOIN)).extranonce1();
    }
  }

  private static StratumMiner miner(String host, String worker) {
    StratumMiner miner = StratumMiner.connect(stratum(host));
    assertThat(miner.login(login(worker))).isInstanceOf(LoginResult.class);
    return miner;
  }

  private static RawMiner rawMiner(String from, String host) throws IOException {
    return new RawMiner(InetAddress.getByName(from), stratum(host));
  }

  private static InetSocketAddress stratum(String host) {
    return new InetSocketAddress(host, pool.server().stratumPort());
  }

  private static String login(String worker) {
    return pool.access().poolAddress() + "." + worker;
  }

  private static ServerMessage submit(StratumMiner miner, String jobId, ShareSearch.Found share) {
    return miner.submit(jobId, share.nonce(), share.result());
  }

  private static int codeOf(ServerMessage answer) {
    assertThat(answer).isInstanceOf(ErrorReply.class);
    return ((ErrorReply) answer).code();
  }
}
