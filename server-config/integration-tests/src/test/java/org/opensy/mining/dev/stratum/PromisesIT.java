package org.opensy.mining.dev.stratum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensy.mining.dev.pool.PoolProbe.eventually;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.opensy.mining.dev.miner.ShareSearch;
import org.opensy.mining.dev.miner.StratumMiner;
import org.opensy.mining.dev.node.wire.Bytes;
import org.opensy.mining.dev.node.wire.Hash256;
import org.opensy.mining.dev.node.wire.OutPoint;
import org.opensy.mining.dev.node.wire.Tx;
import org.opensy.mining.dev.node.wire.TxIn;
import org.opensy.mining.dev.node.wire.TxOut;
import org.opensy.mining.dev.pool.PoolProbe;
import org.opensy.mining.dev.stack.TestPool;
import org.opensy.mining.pool.journal.JournalSize;
import org.opensy.mining.stratum.protocol.ErrorReply;
import org.opensy.mining.stratum.protocol.Ok;
import org.opensy.mining.stratum.protocol.ServerMessage;
import org.opensy.mining.stratum.protocol.StratumError;

/**
 * What miners were told survives whatever fails: shares answered with OK are in the database
 * afterwards, each once, and nothing else is but what was on its way when the pool died.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PromisesIT {
  private static final int MINERS = 4;
  private static final long NEVER_A_BLOCK = 1L << 40;
  private static final long EASIEST = 2;
  private static final int LARGE = 3_900_000;
  private static final RandomGenerator RANDOM = new Random(1);
  private static final String JOURNAL_FULL = "\nopensy_pool_journal_full ";
  private static final String NOTHING_JOURNALED = "\nopensy_pool_journal_waiting 0";

  private static TestPool pool;
  private static PoolProbe probe;
  private static ShareSearch search;

  @BeforeAll
  static void start() {
    search = new ShareSearch();
    pool =
        TestPool.create(
            "PromisesIT",
            Map.of(
                "pool.stratum.difficulty",
                "2",
                "pool.stratum.max-difficulty",
                "2",
                "pool.journal.max-mebibytes",
                Integer.toString(JournalSize.LEAST_MEBIBYTES)));
    probe = new PoolProbe(pool);
    pool.node().setDifficulty(NEVER_A_BLOCK);
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
  void aKilledPoolHasEveryShareThatItAcknowledged() {
    awaitHardWork();
    try (LoadOfMiners load = mine("killed")) {
      eventually("shares are accepted", () -> load.acknowledged().size() > 40);
      pool.server().crashAndRestart();
      int before = load.acknowledged().size();
      eventually("they mine again", () -> load.acknowledged().size() > before + 20);
      load.finish();
      assertAllStoredOnce("killed", load);
    }
  }

  @Test
  @Order(2)
  void aPoolThatIsKilledWhileTheDatabaseIsAwayHasThemTooAndTheBlocksThatItFound() {
    awaitHardWork();
    long height = pool.node().height();
    try (LoadOfMiners load = mine("away")) {
      eventually("shares are accepted", () -> load.acknowledged().size() > 10);
      pool.server().postgres().stop();
      int atOutage = load.acknowledged().size();
      eventually("they mine on", () -> load.acknowledged().size() > atOutage + 40);
      pool.node().setDifficulty(4);
      eventually("a block goes to the node", () -> pool.node().height() > height);
      pool.node().setDifficulty(NEVER_A_BLOCK);
      pool.server().crashAndRestart();
      int before = load.acknowledged().size();
      eventually("they mine again", () -> load.acknowledged().size() > before + 20);
      load.finish();
      assertAllStoredOnce("away", load);
    }
    long found = pool.node().height() - height;
    eventually(
        "every block of the chain is in the database",
        () ->
            probe.count(
                    "select count(distinct height) from blocks where height > "
                        + height
                        + " and status in ('ACCEPTED', 'IMMATURE')")
                >= found);
  }

  @Test
  @Order(3)
  void outagesOfDatabaseRedisAndNodeLoseNothingAndEndWithoutARestart() {
    awaitHardWork();
    try (LoadOfMiners load = mine("outages")) {
      List<Runnable> outages =
          List.of(
              () -> pool.server().postgres().stop(),
              () -> pool.server().redis().stop(),
              () -> pool.node().refuseConnections());
      for (Runnable outage : outages) {
        int before = load.acknowledged().size();
        eventually("shares are accepted", () -> load.acknowledged().size() > before + 10);
        outage.run();
      }
      int alone = load.acknowledged().size();
      eventually("nothing is left and they mine", () -> load.acknowledged().size() > alone + 20);
      eventually(
          "the node is missed",
          () -> probe.get("/metrics").body().contains("\nopensy_pool_node_trouble 1"));
      pool.node().resumeConnections();
      pool.server().redis().start();
      pool.server().postgres().start();
      eventually("the pool is ready", () -> probe.get("/ready").statusCode() == 200);
      load.finish();
      assertThat(load.refused()).as("shares refused for an outage").isEmpty();
      assertAllStoredOnce("outages", load);
    }
  }

  /**
   * A share takes about 100 bytes of the quota, so it would take hours of hashing to fill it with
   * nothing else: large blocks take most of it.
   */
  @Test
  @Order(4)
  void aJournalThatIsFullRefusesSharesUntilTheDatabaseIsBack() {
    awaitHardWork();
    try (LoadOfMiners before = mine("before")) {
      eventually("shares are accepted", () -> before.acknowledged().size() > 5);
      pool.server().postgres().stop();
      before.finish();
      fillJournal();
      awaitHardWork();
      try (LoadOfMiners load = mine("quota")) {
        eventually("shares are refused", () -> load.refused().size() > 5);
        String share = refusedUntilTheDatabaseIsBack("patient");
        int unheard = load.acknowledged().size();
        eventually("shares are accepted again", () -> load.acknowledged().size() > unheard + 10);
        eventually("the pool is ready", () -> probe.get("/ready").statusCode() == 200);
        load.finish();
        eventually("the journal is drained", () -> metrics().contains(NOTHING_JOURNALED));
        assertThat(metrics()).contains(JOURNAL_FULL + "0");
        assertAllStoredOnce("quota", load);
        assertThat(stored("patient")).containsExactly(share);
      }
      assertAllStoredOnce("before", before);
    }
  }

  /** One share, which is no duplicate when it comes again; starts the database. */
  private static String refusedUntilTheDatabaseIsBack(String worker) {
    try (StratumMiner miner = StratumMiner.connect(pool.server().stratumPort())) {
      miner.login(pool.access().poolAddress() + "." + worker);
      ShareSearch.Found share = search.share(miner.job());
      for (int i = 0; i < 2; i++) {
        assertThat(submit(miner, share))
            .isInstanceOfSatisfying(
                ErrorReply.class,
                reply -> assertThat(reply.code()).isEqualTo(StratumError.SERVER_BUSY.code()));
      }
      assertThat(metrics()).contains(JOURNAL_FULL + "1");
      assertThat(probe.get("/ready").body())
          .contains("{\"name\":\"journal\",\"status\":\"UP\"", "\"full\":true");
      assertThat(probe.get("/live").statusCode()).isEqualTo(200);
      pool.server().postgres().start();
      eventually("the same share is taken", () -> submit(miner, share) instanceof Ok);
      return LoadOfMiners.key(share);
    }
  }

  /** Mines blocks, one at each height, until shares are refused and then one more. */
  private static void fillJournal() {
    pool.node().setDifficulty(EASIEST);
    probe.awaitDifficulty(EASIEST);
    try (StratumMiner miner = StratumMiner.connect(pool.server().stratumPort())) {
      miner.login(pool.access().poolAddress());
      for (int blocks = 0; !metrics().contains(JOURNAL_FULL + "1"); blocks++) {
        assertThat(blocks).as("blocks that did not fill the journal").isLessThan(50);
        assertThat(pool.node().addTransaction(transaction(LARGE), 1000)).isEmpty();
        mineBlock(miner);
      }
      mineBlock(miner);
    }
  }

  private static void mineBlock(StratumMiner miner) {
    int height = pool.node().height();
    submit(miner, search.share(miner.job()));
    eventually("a block goes to the node", () -> pool.node().height() > height);
    miner.awaitHeight(height + 2L);
  }

  private static Tx transaction(int witnessBytes) {
    byte[] witness = new byte[witnessBytes];
    RANDOM.nextBytes(witness);
    OutPoint coin = new OutPoint(Hash256.sha256d(witness), 0);
    TxIn in = new TxIn(coin, Bytes.EMPTY, 0xfffffffdL, List.of(Bytes.of(witness)));
    return new Tx(2, List.of(in), List.of(new TxOut(100_000_000L, Bytes.ofHex("51"))), 0);
  }

  private static ServerMessage submit(StratumMiner miner, ShareSearch.Found share) {
    return miner.submit(share.jobId(), share.nonce(), share.result());
  }

  private static String metrics() {
    return probe.get("/metrics").body();
  }

  private static LoadOfMiners mine(String worker) {
    return LoadOfMiners.start(
        pool.server().stratumPort(), pool.access().poolAddress() + "." + worker, MINERS, search);
  }

  /** Work whose shares are no blocks. */
  private static void awaitHardWork() {
    pool.node().setDifficulty(NEVER_A_BLOCK);
    probe.awaitDifficulty(NEVER_A_BLOCK);
  }

  private static void assertAllStoredOnce(String worker, LoadOfMiners load) {
    eventually("all is stored", () -> stored(worker).containsAll(load.acknowledged()));
    probe.awaitSharesStored();
    Set<String> stored = stored(worker);
    assertThat(stored).containsAll(load.acknowledged());
    assertThat(load.submitted()).containsAll(stored);
    // A block is stored with its share, whatever the miner heard of it.
    Set<String> more = stored(worker, "and not s.is_block");
    more.removeAll(load.acknowledged());
    more.removeAll(load.unanswered());
    assertThat(more).as("shares that were refused and are stored").isEmpty();
    assertThat(
            probe.count(
                "select count(*) from (select job_id, nonce from shares"
                    + " group by job_id, nonce having count(*) > 1) twice"))
        .as("shares stored twice")
        .isZero();
    assertThat(
            probe.count(
                "select (select coalesce(sum(shares), 0) from share_slots)"
                    + " - (select count(*) from shares)"))
        .as("the sums and the shares")
        .isZero();
  }

  private static Set<String> stored(String worker) {
    return stored(worker, "");
  }

  private static Set<String> stored(String worker, String condition) {
    Set<String> keys = new HashSet<>();
    String sql =
        "select s.job_id, s.nonce from shares s join workers w on w.id = s.worker_id"
            + " where w.name = '"
            + worker
            + "' "
            + condition;
    try (Connection connection = pool.server().postgres().connect();
        ResultSet rows = connection.createStatement().executeQuery(sql)) {
      while (rows.next()) {
        keys.add(LoadOfMiners.key(rows.getString(1), rows.getInt(2)));
      }
      return keys;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
