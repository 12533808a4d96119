package org.opensy.mining.pool.stratum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.stratum.protocol.Difficulty;
import org.opensy.mining.stratum.protocol.Login;
import org.opensy.mining.stratum.protocol.RpcId;

class LoginNameTest {

  @Test
  void anAddressAloneGetsTheDefaultWorker() {
    assertThat(name("rsyl1abc", "")).contains(named("rsyl1abc", "default", Optional.empty()));
  }

  @Test
  void theWorkerStandsAfterTheDot() {
    assertThat(name("rsyl1abc.rig-7", "")).contains(named("rsyl1abc", "rig-7", Optional.empty()));
  }

  @Test
  void aWorkerMayHaveDotsItself() {
    assertThat(name("rsyl1abc.farm.rig", ""))
        .contains(named("rsyl1abc", "farm.rig", Optional.empty()));
  }

  @Test
  void theRigIdBeatsTheDot() {
    assertThat(name("rsyl1abc.one", "two")).contains(named("rsyl1abc", "two", Optional.empty()));
  }

  @Test
  void aNumberAfterThePlusFixesTheDifficulty() {
    assertThat(name("rsyl1abc.rig+50000", ""))
        .contains(named("rsyl1abc", "rig", Optional.of(Difficulty.of(50_000))));
    assertThat(name("rsyl1abc+9", ""))
        .contains(named("rsyl1abc", "default", Optional.of(Difficulty.of(9))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".rig",
        "+5",
        "a+",
        "a+0",
        "a+-5",
        "a+1e3",
        "a+5+6",
        "a.r+",
        "a.r g",
        "a.\u0007",
        "a+1234567890123456789"
      })
  void otherFormsAreRefused(String login) {
    assertThat(name(login, "")).isEmpty();
  }

  @Test
  void aWorkerOfMoreThan64CharactersIsRefused() {
    assertThat(name("a", "w".repeat(64))).isPresent();
    assertThat(name("a", "w".repeat(65))).isEmpty();
  }

  private static LoginName named(String address, String worker, Optional<Difficulty> fixed) {
    return new LoginName(address, worker, fixed);
  }

  private static Optional<LoginName> name(String login, String rigid) {
    return LoginName.of(new Login(RpcId.NONE, login, "x", "agent", rigid, List.of()));
  }
}
