package org.opensy.mining.stratum.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.stratum.api.MinerJob;
import org.opensy.mining.stratum.api.MinerSession;
import org.opensy.mining.stratum.api.StratumEvent;
import org.opensy.mining.stratum.protocol.JobMessage;
import org.opensy.mining.stratum.protocol.LoginResult;
import org.opensy.mining.stratum.protocol.Ok;
import org.opensy.mining.stratum.protocol.RpcId;
import org.opensy.mining.stratum.protocol.StratumError;

class BroadcastTest {
  private PoolPort port;

  @BeforeEach
  void open() throws Exception {
    port = PoolPort.open(settings -> settings.workers = 1);
  }

  @AfterEach
  void close() {
    port.close();
  }

  @Test
  void eachOfManyMinersGetsItsOwnJob() throws Exception {
    List<Miner> miners = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      miners.add(port.miner());
    }
    port.pool.source =
        session -> Optional.of(new MinerJob.Header(FakePool.job("b" + session.id())));
    assertThat(port.adapter.broadcast()).isEqualTo(100);
    Set<String> jobs = new HashSet<>();
    for (Miner miner : miners) {
      jobs.add(((JobMessage) miner.read()).job().jobId());
      miner.close();
    }
    assertThat(jobs).hasSize(100);
    assertThat(port.count(StratumEvent.JOB)).isEqualTo(100);
  }

  @Test
  void thePoolHearsHowLongItTookToTellThoseWhoWereToldAndToAnswerEachShare() throws Exception {
    try (Miner told = port.miner();
        Miner same = port.miner()) {
      long before = System.nanoTime();
      long id = port.pool.entered.get(0).id();
      port.pool.source =
          session ->
              Optional.of(session)
                  .filter(one -> one.id() == id)
                  .map(one -> new MinerJob.Header(FakePool.job("new")));
      port.adapter.broadcast();
      assertThat(told.read()).isEqualTo(new JobMessage(FakePool.job("new")));
      assertThat(same.keepAlive(2)).isEqualTo(Ok.keptAlive(RpcId.of(2)));
      told.sendSubmit(3, "wait");
      Await.until("the share is judged", () -> port.pool.waiting.get() == 1);
      port.pool.gate.release();
      assertThat(told.read()).isEqualTo(Ok.accepted(RpcId.of(3)));
      Await.until("all is heard", () -> port.pool.answerNanos.size() == 1);
      long most = System.nanoTime() - before;
      assertThat(port.pool.jobsWritten).hasValue(1);
      assertThat(port.pool.jobNanos).isNotEmpty().allMatch(nanos -> nanos >= 0 && nanos <= most);
      assertThat(port.pool.answerNanos).allMatch(nanos -> nanos > 0 && nanos <= most);
    }
  }

  @Test
  void whoHasTheJobIsLeftAlone() throws Exception {
    try (Miner miner = port.miner()) {
      port.pool.source = session -> Optional.empty();
      port.adapter.broadcast();
      port.adapter.renew(port.pool.entered.get(0).id());
      assertThat(miner.keepAlive(2)).isEqualTo(Ok.keptAlive(RpcId.of(2)));
    }
  }

  @Test
  void aJobOvertakesTheSubmitsThatWait() throws Exception {
    try (Miner miner = port.miner()) {
      miner.sendSubmit(2, "wait");
      miner.sendSubmit(3, "good");
      Await.until("the submits wait", () -> port.stats().queueDepth() == 1);
      port.adapter.broadcast();
      assertThat(miner.read()).isEqualTo(new JobMessage(FakePool.job("job-2")));
      port.pool.gate.release();
      assertThat(miner.read()).isEqualTo(Ok.accepted(RpcId.of(2)));
      assertThat(miner.read()).isEqualTo(Ok.accepted(RpcId.of(3)));
    }
  }

  @Test
  void aMinerWhoseLoginIsUnderWayGetsTheJobOfTheMomentOfTheAnswer() throws Exception {
    try (Miner miner = port.connect()) {
      miner.sendLogin("wait");
      Await.until("the login is under way", () -> port.pool.waiting.get() == 1);
      assertThat(port.adapter.broadcast()).isZero();
      assertThat(port.pool.jobs).hasValue(0);
      port.pool.gate.release();
      assertThat(((LoginResult) miner.read()).job().jobId()).isEqualTo("job-1");
      assertThat(miner.keepAlive(2)).isEqualTo(Ok.keptAlive(RpcId.of(2)));
    }
  }

  @Test
  void aJobThatCannotBeMadeForOneMinerIsMadeForTheOthers() throws Exception {
    try (Miner unlucky = port.miner();
        Miner other = port.miner()) {
      MinerSession without = port.pool.entered.get(0);
      port.pool.source =
          session -> {
            if (session.equals(without)) {
              throw new IllegalStateException("no extranonce");
            }
            return Optional.of(new MinerJob.Header(FakePool.job("new")));
          };
      port.adapter.broadcast();
      assertThat(other.read()).isEqualTo(new JobMessage(FakePool.job("new")));
      assertThat(unlucky.keepAlive(2)).isEqualTo(Ok.keptAlive(RpcId.of(2)));
    }
  }

  @Test
  void nothingIsSentToWhoIsNotLoggedIn() throws Exception {
    try (Miner miner = port.connect()) {
      Await.until("it is connected", () -> port.stats().connections() == 1);
      port.adapter.renew(1);
      port.adapter.renew(99);
      assertThat(port.adapter.broadcast()).isZero();
      assertThat(miner.keepAlive(2)).isEqualTo(StratumError.UNAUTHENTICATED.reply(RpcId.of(2)));
    }
  }
}
