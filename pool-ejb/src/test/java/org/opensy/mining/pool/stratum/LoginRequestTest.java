package org.opensy.mining.pool.stratum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.stratum.protocol.Difficulty;
import org.opensy.mining.stratum.protocol.Login;
import org.opensy.mining.stratum.protocol.RpcId;

class LoginRequestTest {

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
        "a_rig",
        "a:rig",
        "a@example.org",
        "a rig",
        "a+1234567890123456789"
      })
  void otherFormsAreRefused(String login) {
    assertThat(name(login, "")).isEmpty();
  }

  @Test
  void whoPutsSomethingElseBehindTheAddressIsToldWhatBelongsThere() {
    assertThatThrownBy(() -> LoginRequest.of(login("rsyl1abc_rig", "x", "agent", "")))
        .isInstanceOf(BadLoginException.class)
        .hasMessageEndingWith("with a dot behind the address");
  }

  @Test
  void aSlashDoesForTheDot() {
    assertThat(name("rsyl1abc/rig-7", "")).contains(named("rsyl1abc", "rig-7", Optional.empty()));
    assertThat(name("rsyl1abc/rig+9", ""))
        .contains(named("rsyl1abc", "rig", Optional.of(Difficulty.of(9))));
    assertThat(name("rsyl1abc.rig/a@b.c", ""))
        .contains(named("rsyl1abc", "rig_a@b.c", Optional.empty()));
  }

  @Test
  void anOddNameRefusesNoLogin() {
    assertThat(name("rsyl1abc.r g", "")).contains(named("rsyl1abc", "r_g", Optional.empty()));
    assertThat(name("rsyl1abc.one", " my rig ü "))
        .contains(named("rsyl1abc", "my_rig__", Optional.empty()));
    assertThat(name("rsyl1abc.one", "  ")).contains(named("rsyl1abc", "one", Optional.empty()));
    assertThat(name("rsyl1abc", "w".repeat(128)))
        .contains(named("rsyl1abc", "w".repeat(64), Optional.empty()));
  }

  @Test
  void thePasswordNamesTheWorkerOnlyIfItSaysSo() {
    assertThat(withPassword("rsyl1abc", "w=rig7").worker()).isEqualTo("rig7");
    assertThat(withPassword("rsyl1abc", "d=5; W=rig 7,other").worker()).isEqualTo("rig_7");
    assertThat(withPassword("rsyl1abc.one", "w=rig7").worker()).isEqualTo("one");
    for (String secret :
        List.of("", "x", "w=", "d=5", "foo=bar", "rig7", "My-Secret.Pw#2026", "me@example.org")) {
      assertThat(withPassword("rsyl1abc", secret).worker()).as(secret).isEqualTo("default");
    }
  }

  @Test
  void thePasswordMayAskForADifficultyAndAMinimumPayout() {
    LoginRequest both = withPassword("rsyl1abc", "secret, D=50000; PL=250.5");
    assertThat(both.difficulty()).contains(Difficulty.of(50_000));
    assertThat(both.minimumPayout()).contains(Amount.parse("250.5"));
    assertThat(withPassword("rsyl1abc+7", "d=50000").difficulty()).contains(Difficulty.of(7));
    assertThat(withPassword("rsyl1abc", "pl=0").minimumPayout()).contains(Amount.ZERO);
    LoginRequest none = withPassword("rsyl1abc", "x");
    assertThat(none.difficulty()).isEmpty();
    assertThat(none.minimumPayout()).isEmpty();
    assertThat(none.niceHash()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "d=",
        "d=0",
        "d=-5",
        "d=1e3",
        "d=1234567890123456789",
        "pl=",
        "pl=-1",
        "pl=much",
        "pl=0.000000001",
        "pl=99999999999999999999"
      })
  void badNumbersInThePasswordAreRefused(String password) {
    assertThatThrownBy(() -> LoginRequest.of(login("rsyl1abc", password, "agent", "")))
        .isInstanceOf(BadLoginException.class)
        .hasMessageContaining("in the password wants");
  }

  @Test
  void niceHashIsKnownByItsAgentOrTheMinersWish() throws Exception {
    assertThat(withPassword("rsyl1abc", "rig,nicehash").niceHash()).isTrue();
    assertThat(LoginRequest.of(login("rsyl1abc", "x", "NiceHash/1.0.0", "")).niceHash()).isTrue();
    assertThat(LoginRequest.of(login("rsyl1abc", "x", "notnicehash/1", "")).niceHash()).isFalse();
  }

  private static LoginRequest named(String address, String worker, Optional<Difficulty> fixed) {
    return new LoginRequest(address, worker, fixed, Optional.empty(), false);
  }

  private static Optional<LoginRequest> name(String login, String rigid) {
    try {
      return Optional.of(LoginRequest.of(login(login, "x", "agent", rigid)));
    } catch (BadLoginException refused) {
      return Optional.empty();
    }
  }

  private static LoginRequest withPassword(String login, String password) {
    try {
      return LoginRequest.of(login(login, password, "agent", ""));
    } catch (BadLoginException refused) {
      throw new AssertionError(refused);
    }
  }

  private static Login login(String login, String password, String agent, String rigid) {
    return new Login(RpcId.NONE, login, password, agent, rigid, List.of());
  }
}
