package org.opensy.mining.pool.stratum;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.config.MapConfig;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.job.IssuedJobs.Lookup;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.work.CurrentWork;
import org.opensy.mining.stratum.api.LoginOutcome;
import org.opensy.mining.stratum.api.MinerJob;
import org.opensy.mining.stratum.api.MinerSession;
import org.opensy.mining.stratum.api.Offence;
import org.opensy.mining.stratum.protocol.BitcoinDifficulty;
import org.opensy.mining.stratum.protocol.Difficulty;
import org.opensy.mining.stratum.protocol.Login;
import org.opensy.mining.stratum.protocol.StratumError;
import org.opensy.mining.stratum.protocol.StratumJob;
import org.opensy.mining.stratum.protocol.Target;

class LoginHandlerTest {
  private static final PoolConfig CONFIG =
      PoolConfig.read(
          MapConfig.usable()
              .with("pool.stratum.port", "3333,3334")
              .with("pool.stratum.difficulty", "1")
              .with("pool.stratum.port.3334.scheme", "solo")
              .with("pool.stratum.port.3334.difficulty", "2")
              .with("pool.stratum.port.3334.min-difficulty", "2"));

  private final ActiveMiners miners = new ActiveMiners();
  private final CurrentWork work = Fakes.work();
  private Instant now = Instant.EPOCH;
  private final InstantSource clock = () -> now;
  private final Extranonces extranonces = Fakes.extranonces();
  private final Fakes.OpenGuard bans = new Fakes.OpenGuard();
  private final Fakes.Memory memory = new Fakes.Memory();
  private final StartDifficulties starts = new StartDifficulties(CONFIG, memory);
  private final LoginHandler handler =
      new LoginHandler(
          CONFIG, miners, work, extranonces, starts, new PoolAdmission(CONFIG, work, bans), clock);
  private final SessionJobs jobs = new SessionJobs(miners, work, extranonces, clock);

  @Test
  void sessionsOfOneMinerNeverHashTheSameHeader() {
    StratumJob one = accepted(1, Fakes.login(Fakes.ADDRESS + ".rig"));
    StratumJob other = accepted(2, Fakes.login(Fakes.ADDRESS + ".rig"));
    assertThat(one.blob()).isNotEqualTo(other.blob());
    assertThat(miners.count()).isEqualTo(2);
    assertThat(miners.workers()).containsExactly(Fakes.ADDRESS + ".rig");
  }

  @Test
  void sessionsAreListedLatestFirstAPartAtATime() {
    accepted(Fakes.session(1, 3333), Fakes.login(Fakes.ADDRESS + ".rig"));
    accepted(Fakes.session(2, 3334), Fakes.login(Fakes.ADDRESS));
    accepted(Fakes.session(3, 3334), Fakes.login(Fakes.ADDRESS));
    assertThat(miners.sessions(any -> true, Long.MAX_VALUE, 2))
        .extracting(OpenSession::id)
        .containsExactly(3L, 2L);
    assertThat(miners.sessions(any -> true, 2, 2))
        .singleElement()
        .satisfies(
            first -> {
              assertThat(first.contributor().worker()).isEqualTo("rig");
              assertThat(first.port()).isEqualTo(3333);
              assertThat(first.difficulty()).contains(Difficulty.of(1));
            });
    assertThat(miners.sessions(session -> session.port() == 3334, Long.MAX_VALUE, 9)).hasSize(2);
  }

  @Test
  void aFixedDifficultyCountsButNeverBeyondTheNetworks() {
    StratumJob easy = accepted(1, Fakes.login(Fakes.ADDRESS + "+1"));
    StratumJob hard = accepted(2, Fakes.login(Fakes.ADDRESS + "+1000000"));
    assertThat(easy.target()).isEqualTo(Target.ofDifficulty(Difficulty.of(1)));
    assertThat(hard.target()).isEqualTo(Fakes.template().networkTarget());
  }

  @Test
  void thePortDecidesOnSchemeAndDifficulty() {
    StratumJob easy = accepted(Fakes.session(1, 3333), Fakes.login(Fakes.ADDRESS));
    StratumJob hard = accepted(Fakes.session(2, 3334), Fakes.login(Fakes.ADDRESS));
    assertThat(easy.target()).isEqualTo(Target.ofDifficulty(Difficulty.of(1)));
    assertThat(hard.target()).isEqualTo(Target.ofDifficulty(Difficulty.of(2)));
    assertThat(schemeOf(Fakes.session(1))).isEqualTo(RewardScheme.PPLNS);
    assertThat(schemeOf(Fakes.session(2))).isEqualTo(RewardScheme.SOLO);
  }

  @Test
  void noWishForADifficultyGoesBeyondThePortsRange() {
    StratumJob easy = accepted(Fakes.session(1, 3334), Fakes.login(Fakes.ADDRESS + "+1"));
    StratumJob own = accepted(Fakes.session(2, 3333), Fakes.loginWith("d=1"));
    assertThat(easy.target()).isEqualTo(Target.ofDifficulty(Difficulty.of(2)));
    assertThat(own.target()).isEqualTo(Target.ofDifficulty(Difficulty.of(1)));
  }

  @Test
  void theDifficultyFollowsTheMinerUnlessItHasWhatItAskedFor() {
    accepted(1, Fakes.login(Fakes.ADDRESS));
    accepted(2, Fakes.login(Fakes.ADDRESS + "+1"));
    ActiveMiner following = miners.of(Fakes.session(1)).orElseThrow();
    ActiveMiner asked = miners.of(Fakes.session(2)).orElseThrow();
    boolean changed = false;
    for (int i = 0; i < 20; i++) {
      now = now.plusMillis(10);
      changed |= following.found(Difficulty.of(1), now);
    }
    for (int i = 0; i < 20; i++) {
      now = now.plusSeconds(4);
      assertThat(asked.found(Difficulty.of(1), now)).isFalse();
    }
    assertThat(changed).isTrue();
    assertThat(following.fittingDifficulty().orElseThrow()).isGreaterThan(Difficulty.of(1));
    assertThat(asked.fittingDifficulty()).isEmpty();
    assertThat(jobFor(Fakes.session(1)).target()).isEqualTo(Fakes.template().networkTarget());
    assertThat(jobs.jobFor(Fakes.session(2))).isEmpty();
  }

  @Test
  void whatAMinerMeasuredOnItselfIsItsStart() {
    MinerSession session = Fakes.session(1);
    handler.login(session, Fakes.loginAt(0.2));
    assertThat(jobFor(session).target()).isEqualTo(Fakes.template().networkTarget());
    handler.login(session, Fakes.loginAt(0.01));
    assertThat(jobFor(session).target()).isEqualTo(Target.ofDifficulty(Difficulty.of(1)));
  }

  @Test
  void whoComesBackGoesOnWhereItWas() {
    accepted(1, Fakes.login(Fakes.ADDRESS + ".rig"));
    ActiveMiner miner = miners.of(Fakes.session(1)).orElseThrow();
    starts.remember(Fakes.session(1), miner);
    assertThat(memory.known).as("nothing is known yet").isEmpty();
    for (int i = 0; i < 20; i++) {
      now = now.plusMillis(10);
      miner.found(Difficulty.of(1), now);
    }
    starts.remember(Fakes.session(1), miner);
    long fits = miner.fittingDifficulty().orElseThrow().toLong();
    assertThat(memory.known)
        .containsExactly(Map.entry(Fakes.ADDRESS + ".rig:3333 127.0.0.0/24", fits));
    StratumJob back = accepted(2, Fakes.login(Fakes.ADDRESS + ".rig"));
    assertThat(back.target()).isEqualTo(Fakes.template().networkTarget());
    StratumJob other = accepted(3, Fakes.login(Fakes.ADDRESS + ".other"));
    assertThat(other.target()).isEqualTo(Target.ofDifficulty(Difficulty.of(1)));
  }

  @Test
  void whatFitsAStrangerWithTheSameLoginIsNothingToTheOwner() throws Exception {
    MinerSession stranger = from(1, "192.0.2.7");
    accepted(stranger, Fakes.login(Fakes.ADDRESS + ".rig"));
    ActiveMiner miner = miners.of(stranger).orElseThrow();
    for (int i = 0; i < 20; i++) {
      now = now.plusMillis(10);
      miner.found(Difficulty.of(1), now);
    }
    starts.remember(stranger, miner);
    assertThat(memory.known).hasSize(1);
    StratumJob owners = accepted(from(2, "198.51.100.7"), Fakes.login(Fakes.ADDRESS + ".rig"));
    assertThat(owners.target()).isEqualTo(Target.ofDifficulty(Difficulty.of(1)));
    StratumJob strangers = accepted(from(3, "192.0.2.99"), Fakes.login(Fakes.ADDRESS + ".rig"));
    assertThat(strangers.target()).isEqualTo(Fakes.template().networkTarget());
  }

  private static MinerSession from(long id, String address) throws Exception {
    return new MinerSession(
        id,
        "rpc" + id,
        new InetSocketAddress(InetAddress.getByName(address), 1),
        3333,
        Instant.EPOCH);
  }

  @Test
  void whoFindsNothingIsEased() {
    accepted(Fakes.session(1, 3333), Fakes.login(Fakes.ADDRESS));
    accepted(Fakes.session(2, 3334), Fakes.login(Fakes.ADDRESS));
    now = now.plusSeconds(60);
    // The port of the second allows nothing easier, and 1 is the least there is.
    assertThat(miners.passed(now)).isEmpty();
  }

  @Test
  void niceHashGetsJobsWhoseTopByteOfTheNonceIsFixed() {
    MinerSession session = Fakes.session(1);
    LoginOutcome outcome = handler.login(session, Fakes.loginWith("nicehash"));
    assertThat(((LoginOutcome.Accepted) outcome).extensions()).contains("nicehash");
    assertThat(jobFor(session).blob()).endsWith("0000004e");
    ActiveMiner miner = miners.of(session).orElseThrow();
    assertThat(miner.mayUse("1234564e")).isTrue();
    assertThat(miner.mayUse("12345600")).isFalse();
    assertThat(miner.mayUse("not a nonce")).isTrue();
  }

  @Test
  void whoSubscribedGetsJobsAroundItsExtranonce() {
    MinerSession session = Fakes.session(1);
    String extranonce = jobs.subscribe(session);
    assertThat(jobs.subscribe(session)).isEqualTo(extranonce).hasSize(16);
    assertThat(jobs.subscribe(Fakes.session(2))).isNotEqualTo(extranonce);
    assertThat(handler.login(session, Fakes.login(Fakes.ADDRESS)))
        .isInstanceOf(LoginOutcome.Accepted.class);
    MinerJob.Coinbase job = (MinerJob.Coinbase) jobs.jobFor(session).orElseThrow();
    assertThat(job.difficulty()).isEqualTo(BitcoinDifficulty.of(Target.EASIEST));
    ActiveMiner miner = miners.of(session).orElseThrow();
    assertThat(miner.jobs().isExtended()).isTrue();
    BlockHash tip = work.get().orElseThrow().previousBlockHash();
    assertThat(miner.jobs().find(job.job().jobId(), tip))
        .isInstanceOfSatisfying(
            Lookup.Live.class, live -> assertThat(live.job().extranonce()).hasToString(extranonce));
    extranonces.forget(session);
    assertThat(extranonces.subscribedBy(session)).isEmpty();
  }

  @Test
  void aSuggestionIsObeyedWithinThePortsRangeUnlessTheLoginAskedForADifficulty() {
    MinerSession solo = Fakes.session(1, 3334);
    StratumJob first = accepted(solo, Fakes.login(Fakes.ADDRESS));
    jobs.suggest(solo, Difficulty.of(1));
    assertThat(jobs.jobFor(solo)).as("easier than this port allows").isEmpty();
    MinerSession plain = Fakes.session(2, 3333);
    accepted(plain, Fakes.login(Fakes.ADDRESS));
    jobs.suggest(plain, Difficulty.of(2));
    assertThat(jobFor(plain).target()).isEqualTo(first.target());
    MinerSession asked = Fakes.session(3, 3333);
    accepted(asked, Fakes.login(Fakes.ADDRESS + "+1"));
    jobs.suggest(asked, Difficulty.of(2));
    assertThat(jobs.jobFor(asked)).isEmpty();
    jobs.suggest(Fakes.session(4), Difficulty.of(2));
  }

  @Test
  void aJobThatIsAskedForAgainHasANewId() {
    StratumJob first = accepted(1, Fakes.login(Fakes.ADDRESS));
    assertThat(jobs.jobFor(Fakes.session(1))).isEmpty();
    StratumJob again = ((MinerJob.Header) jobs.jobAgain(Fakes.session(1)).orElseThrow()).job();
    assertThat(again.blob()).isEqualTo(first.blob());
    assertThat(again.jobId()).isNotEqualTo(first.jobId());
  }

  @Test
  void whoCannotMineHereIsToldWhyAndNotKept() {
    assertThat(message(Fakes.login(Fakes.ADDRESS, "cn/r")))
        .isEqualTo(StratumError.NO_COMMON_ALGORITHM.text());
    assertThat(message(Fakes.login("a.b+c")))
        .startsWith("Invalid login: write ADDRESS, ADDRESS.worker");
    assertThat(message(Fakes.login("syl1qvg2uuau5xegn0nt8fly5m2xm84uvgn3m3aermx")))
        .startsWith("Invalid login: ");
    assertThat(miners.count()).isZero();
    assertThat(bans.offences).hasSize(3).containsOnly(Offence.LOGIN_REFUSED);
  }

  @Test
  void nobodyGetsInWhileThereIsNoWork() {
    work.withdraw();
    assertThat(message(Fakes.login(Fakes.ADDRESS))).isEqualTo(StratumError.NO_WORK.text());
    assertThat(miners.count()).isZero();
    assertThat(bans.offences).as("that is nobody's fault out there").isEmpty();
  }

  private RewardScheme schemeOf(MinerSession session) {
    return miners.of(session).orElseThrow().contributor().scheme();
  }

  private StratumJob accepted(long session, Login login) {
    return accepted(Fakes.session(session), login);
  }

  private StratumJob accepted(MinerSession session, Login login) {
    LoginOutcome outcome = handler.login(session, login);
    assertThat(outcome).isInstanceOf(LoginOutcome.Accepted.class);
    return jobFor(session);
  }

  private StratumJob jobFor(MinerSession session) {
    return ((MinerJob.Header) jobs.jobFor(session).orElseThrow()).job();
  }

  private String message(Login login) {
    LoginOutcome outcome = handler.login(Fakes.session(9), login);
    assertThat(outcome).isInstanceOf(LoginOutcome.Refused.class);
    return ((LoginOutcome.Refused) outcome).message();
  }
}
