package org.opensy.mining.dev.stratum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensy.mining.dev.pool.PoolProbe.eventually;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.opensy.mining.dev.miner.ShareSearch;
import org.opensy.mining.dev.pool.PoolProbe;
import org.opensy.mining.dev.stack.TestPool;

/**
 * What miners were told survives whatever fails: shares answered with OK are in the database
 * afterwards, each once, and nothing else is but what was on its way when the pool died.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PromisesIT {
  private static final int MINERS = 4;
  private static final long NEVER_A_BLOCK = 1L << 40;
  private static final Pattern DIFFICULTY = Pattern.compile("\"difficulty\":(\\d+)");

  private static TestPool pool;
  private static PoolProbe probe;
  private static ShareSearch search;

  @BeforeAll
  static void start() {
    search = new ShareSearch();
    pool =
        TestPool.create(
            "PromisesIT",
            Map.of("pool.stratum.difficulty", "2", "pool.stratum.max-difficulty", "2"));
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
  void aPoolThatIsKilledWhileTheDatabaseIsAwayHasThemToo() {
    awaitHardWork();
    try (LoadOfMiners load = mine("away")) {
      eventually("shares are accepted", () -> load.acknowledged().size() > 10);
      pool.server().postgres().stop();
      int atOutage = load.acknowledged().size();
      eventually("they mine on", () -> load.acknowledged().size() > atOutage + 40);
      pool.server().crashAndRestart();
      int before = load.acknowledged().size();
      eventually("they mine again", () -> load.acknowledged().size() > before + 20);
      load.finish();
      assertAllStoredOnce("away", load);
    }
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
          () ->
              probe
                  .get("/metrics?scope=application")
                  .body()
                  .contains("opensy_pool_node_trouble{mp_scope=\"application\"} 1"));
      pool.node().resumeConnections();
      pool.server().redis().start();
      pool.server().postgres().start();
      eventually("the pool is ready", () -> probe.get("/ready").statusCode() == 200);
      load.finish();
      assertThat(load.refused()).as("shares refused for an outage").isEmpty();
      assertAllStoredOnce("outages", load);
    }
  }

  @Test
  @Order(4)
  void aBlockFoundWhileTheDatabaseIsAwaySurvivesTheDeathOfThePool() {
    awaitHardWork();
    long height = pool.node().height();
    try (LoadOfMiners load = mine("block")) {
      eventually("they mine", () -> load.acknowledged().size() > 5);
      pool.server().postgres().stop();
      pool.node().setDifficulty(4);
      eventually("a block goes to the node", () -> pool.node().height() > height);
      pool.node().setDifficulty(NEVER_A_BLOCK);
      load.finish();
    }
    long found = pool.node().height() - height;
    pool.server().crashAndRestart();
    eventually(
        "every block of the chain is in the database",
        () ->
            probe.count(
                    "select count(distinct height) from blocks where height > "
                        + height
                        + " and status in ('ACCEPTED', 'IMMATURE')")
                >= found);
  }

  private static LoadOfMiners mine(String worker) {
    return LoadOfMiners.start(
        pool.server().stratumPort(), pool.access().poolAddress() + "." + worker, MINERS, search);
  }

  private static void awaitHardWork() {
    pool.node().setDifficulty(NEVER_A_BLOCK);
    eventually(
        "work whose shares are no blocks",
        () -> {
          Matcher difficulty = DIFFICULTY.matcher(probe.stats());
          return difficulty.find() && Long.parseLong(difficulty.group(1)) > NEVER_A_BLOCK / 2;
        });
  }

  private static void assertAllStoredOnce(String worker, LoadOfMiners load) {
    eventually("all is stored", () -> stored(worker).containsAll(load.acknowledged()));
    probe.awaitSharesStored();
    Set<String> stored = stored(worker);
    assertThat(stored).containsAll(load.acknowledged());
    assertThat(load.submitted()).containsAll(stored);
    Set<String> more = new HashSet<>(stored);
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
    Set<String> keys = new HashSet<>();
    String sql =
        "select s.job_id, s.nonce from shares s join workers w on w.id = s.worker_id"
            + " where w.name = '"
            + worker
            + "'";
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
