package org.opensy.mining.dev.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensy.mining.dev.pool.PoolProbe.eventually;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.dev.miner.ShareSearch;
import org.opensy.mining.dev.miner.StratumMiner;
import org.opensy.mining.dev.node.fault.Fault;
import org.opensy.mining.dev.node.fault.FaultPlan;
import org.opensy.mining.dev.stack.TestPool;
import org.opensy.mining.stratum.protocol.LoginResult;
import org.opensy.mining.stratum.protocol.Ok;
import org.opensy.mining.stratum.protocol.ServerMessage;
import org.opensy.mining.stratum.protocol.StratumJob;

/**
 * At the lowest difficulty, with a node as slow as a real one: it is not choked by its own pool.
 */
class SiblingsIT {
  private static final String SUBMIT = "submitblock";
  private static final Duration REAL_CHECK = Duration.ofMillis(37);
  private static final String SIBLINGS = "select count(*) from blocks where status = 'SIBLING'";

  private static TestPool pool;
  private static PoolProbe probe;
  private static ShareSearch search;

  @BeforeAll
  static void start() {
    search = new ShareSearch();
    // However long the node keeps a block here, it is not submitted again.
    pool = TestPool.create("SiblingsIT", Map.of("pool.node.read-timeout", "600"));
    probe = new PoolProbe(pool);
    pool.node().setDifficulty(2);
    pool.node().setCheckTime(REAL_CHECK);
    pool.server().start();
  }

  @AfterAll
  static void stop() {
    search.close();
    if (pool != null) {
      pool.close();
    }
  }

  /** Nothing of a test before is on its way any more. */
  @BeforeEach
  void awaitCalm() {
    probe.awaitSharesStored();
    awaitNoted();
  }

  @Test
  void ofFortySolutionsOfOneTipOneIsSubmittedAndWorkFollowsIt() throws InterruptedException {
    int count = 40;
    try (StratumMiner miner = loggedIn("forty")) {
      StratumJob job = miner.job();
      List<ShareSearch.Found> found = solutions(job, count);
      long siblings = probe.count(SIBLINGS);
      long shares = shares();
      long submitted = pool.node().calls(SUBMIT);
      pool.node().faults().plan(SUBMIT, new Fault.Held(), FaultPlan.ALWAYS);
      assertThat(submitAll(miner, found)).allMatch(Ok.class::isInstance);
      pool.node().faults().held().await(1);
      eventually("the others stay back", () -> probe.count(SIBLINGS) == siblings + count - 1);
      assertThat(pool.node().calls(SUBMIT)).isEqualTo(submitted + 1);
      assertThat(pool.node().faults().release()).isEqualTo(1);
      miner.awaitHeight(job.height() + 1);
      assertThat(pool.node().calls(SUBMIT)).isEqualTo(submitted + 1);
      eventually("every share is credited", () -> shares() == shares + count);
    }
  }

  @Test
  void siblingsOfARefusedBlockGoOutOneByOneUntilOneIsTaken() {
    try (StratumMiner miner = loggedIn("refused")) {
      StratumJob job = miner.job();
      List<ShareSearch.Found> found = solutions(job, 6);
      long submitted = pool.node().calls(SUBMIT);
      pool.node().faults().plan(SUBMIT, new Fault.WrongError(-22, "Block decode failed"), 2);
      submitAll(miner, found);
      miner.awaitHeight(job.height() + 1);
      awaitNoted();
      assertThat(pool.node().calls(SUBMIT)).isEqualTo(submitted + 3);
      assertThat(
              probe.count(
                  "select count(*) from blocks where status = 'REFUSED' and height = "
                      + job.height()))
          .isEqualTo(2);
    }
  }

  @Test
  void whileMinersFindSiblingsAllTheTimeTheChainGrowsByOneSubmissionABlock() {
    int blocks = 60;
    long submitted = pool.node().calls(SUBMIT);
    int height = pool.node().height();
    AtomicInteger found = new AtomicInteger();
    List<CompletableFuture<Void>> mining = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String worker = "rig" + i;
      mining.add(CompletableFuture.runAsync(() -> mine(worker, height + blocks, found)));
    }
    mining.forEach(CompletableFuture::join);
    awaitNoted();
    eventually(
        "each submission is a block on the chain",
        () -> pool.node().calls(SUBMIT) - submitted == pool.node().height() - height);
    assertThat(found.get()).isGreaterThan(pool.node().height() - height);
  }

  private static void awaitNoted() {
    eventually(
        "what becomes of each block is stored",
        () -> probe.count("select count(*) from blocks where status = 'FOUND'") == 0);
  }

  private static void mine(String worker, int height, AtomicInteger found) {
    try (StratumMiner miner = loggedIn(worker)) {
      while (pool.node().height() < height) {
        StratumJob job = miner.job();
        ShareSearch.Found share = search.share(job);
        found.incrementAndGet();
        var unused = miner.submitLater(share.jobId(), share.nonce(), share.result());
      }
    }
  }

  private static List<ShareSearch.Found> solutions(StratumJob job, int count) {
    List<ShareSearch.Found> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      found.add(search.share(job));
    }
    return found;
  }

  private static List<ServerMessage> submitAll(StratumMiner miner, List<ShareSearch.Found> found) {
    List<CompletableFuture<ServerMessage>> answers = new ArrayList<>();
    for (ShareSearch.Found share : found) {
      answers.add(miner.submitLater(share.jobId(), share.nonce(), share.result()));
    }
    return answers.stream().map(CompletableFuture::join).toList();
  }

  private static StratumMiner loggedIn(String worker) {
    StratumMiner miner = StratumMiner.connect(pool.server().stratumPort());
    assertThat(miner.login(pool.access().poolAddress() + "." + worker))
        .isInstanceOf(LoginResult.class);
    return miner;
  }

  private static long shares() {
    return probe.count("select count(*) from shares");
  }
}
