package org.opensy.mining.dev.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensy.mining.dev.pool.PoolProbe.eventually;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opensy.mining.dev.miner.StratumMiner;
import org.opensy.mining.dev.node.fault.Fault;
import org.opensy.mining.dev.node.fault.FaultPlan;
import org.opensy.mining.dev.stack.TestPool;
import org.opensy.mining.stratum.protocol.ErrorReply;
import org.opensy.mining.stratum.protocol.LoginResult;
import org.opensy.mining.stratum.protocol.ServerMessage;
import org.opensy.mining.stratum.protocol.StratumError;

/** A node that is away, or answers and is stuck, for longer than work may be mined without it. */
class OutageIT {
  private static final String CHAIN = "getblockchaininfo";

  private static TestPool pool;
  private static PoolProbe probe;

  @BeforeAll
  static void start() {
    pool = TestPool.create("OutageIT", Map.of("pool.node.outage-limit", "1"));
    probe = new PoolProbe(pool);
    pool.server().start();
  }

  @AfterAll
  static void stop() {
    if (pool != null) {
      pool.close();
    }
  }

  @Test
  void afterALongOutageMinersAreSentAwayAndComeBackWithTheNode() {
    try (StratumMiner miner = StratumMiner.connect(pool.server().stratumPort())) {
      assertThat(login(miner)).isInstanceOf(LoginResult.class);
      pool.node().refuseConnections();
      eventually("the miner is sent away", () -> noMinerIsLoggedIn());
      miner.awaitEnd();
      try (StratumMiner late = StratumMiner.connect(pool.server().stratumPort())) {
        assertThat(login(late))
            .isInstanceOfSatisfying(
                ErrorReply.class,
                refused -> assertThat(refused.code()).isEqualTo(StratumError.NO_WORK.code()));
        late.awaitEnd();
      }
    } finally {
      pool.node().resumeConnections();
    }
    eventually("miners are let in again", OutageIT::isLetIn);
  }

  @Test
  void aNodeThatAnswersAndIsStuckIsNoBetterThanNone() {
    ObjectNode stuck = new ObjectMapper().createObjectNode();
    stuck.put("chain", "regtest").put("blocks", 1).put("headers", 100).put("time", 1);
    stuck.put("bestblockhash", pool.node().bestBlockHash()).put("initialblockdownload", false);
    pool.node().faults().plan(CHAIN, new Fault.WrongResult(stuck), FaultPlan.ALWAYS);
    try {
      eventually(
          "it is noticed", () -> probe.get("/ready").body().contains("knows headers up to 100"));
    } finally {
      pool.node().faults().clear(CHAIN);
    }
    eventually("the pool is ready again", () -> probe.get("/ready").statusCode() == 200);
  }

  private static boolean noMinerIsLoggedIn() {
    return probe.get("/metrics").body().contains("\nopensy_pool_stratum_miners 0");
  }

  private static boolean isLetIn() {
    try (StratumMiner miner = StratumMiner.connect(pool.server().stratumPort())) {
      return login(miner) instanceof LoginResult;
    }
  }

  private static ServerMessage login(StratumMiner miner) {
    return miner.login(pool.access().poolAddress() + ".outage");
  }
}
