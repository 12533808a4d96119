package org.opensy.mining.pool.stratum;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.config.MapConfig;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.stratum.api.LoginOutcome;
import org.opensy.mining.stratum.api.MinerSession;
import org.opensy.mining.stratum.protocol.Difficulty;
import org.opensy.mining.stratum.protocol.Login;
import org.opensy.mining.stratum.protocol.StratumError;
import org.opensy.mining.stratum.protocol.StratumJob;
import org.opensy.mining.stratum.protocol.Target;

class LoginDeskTest {
  private final Miners miners = new Miners();
  private final CurrentWork work = Fakes.work();
  private final LoginDesk desk =
      new LoginDesk(
          PoolConfig.read(
              MapConfig.usable()
                  .with("pool.stratum.port", "3333,3334")
                  .with("pool.stratum.difficulty", "1")
                  .with("pool.stratum.port.3334.scheme", "solo")
                  .with("pool.stratum.port.3334.difficulty", "2")),
          miners,
          work);

  @Test
  void sessionsOfOneMinerNeverHashTheSameHeader() {
    StratumJob one = accepted(1, Fakes.login(Fakes.ADDRESS + ".rig"));
    StratumJob other = accepted(2, Fakes.login(Fakes.ADDRESS + ".rig"));
    assertThat(one.blob()).isNotEqualTo(other.blob());
    assertThat(miners.count()).isEqualTo(2);
    assertThat(miners.workers()).containsExactly(Fakes.ADDRESS + ".rig");
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
  void whoCannotMineHereIsToldWhyAndNotKept() {
    assertThat(message(Fakes.login(Fakes.ADDRESS, "cn/r")))
        .isEqualTo(StratumError.NO_COMMON_ALGORITHM.text());
    assertThat(message(Fakes.login("a.b+c"))).startsWith("Invalid login: write address");
    assertThat(message(Fakes.login("syl1qvg2uuau5xegn0nt8fly5m2xm84uvgn3m3aermx")))
        .startsWith("Invalid login: ");
    assertThat(miners.count()).isZero();
  }

  @Test
  void nobodyGetsInWhileThereIsNoWork() {
    work.set(null);
    assertThat(message(Fakes.login(Fakes.ADDRESS))).isEqualTo(StratumError.NO_WORK.text());
    assertThat(miners.count()).isZero();
  }

  private RewardScheme schemeOf(MinerSession session) {
    return miners.of(session).orElseThrow().contributor().scheme();
  }

  private StratumJob accepted(long session, Login login) {
    return accepted(Fakes.session(session), login);
  }

  private StratumJob accepted(MinerSession session, Login login) {
    LoginOutcome outcome = desk.login(session, login);
    assertThat(outcome).isInstanceOf(LoginOutcome.Accepted.class);
    return ((LoginOutcome.Accepted) outcome).job();
  }

  private String message(Login login) {
    LoginOutcome outcome = desk.login(Fakes.session(9), login);
    assertThat(outcome).isInstanceOf(LoginOutcome.Refused.class);
    return ((LoginOutcome.Refused) outcome).message();
  }
}
