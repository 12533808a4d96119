package org.opensy.mining.pool.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.Network;

/** Who may make an operator's call. What it would do is never asked, so nothing stands behind. */
class OperatorFilterTest {
  private static final Object[] RESOURCES = {
    new AdminResource(null, null, Network.MAIN, Amount.ofSyl(10)), new BanResource(null, null)
  };

  private final Api api = new Api(RESOURCES);

  /** Method and path of a call. */
  private record Call(String method, String path) {}

  static Stream<Call> calls() {
    return Stream.of(
        new Call("GET", "admin/audit"),
        new Call("GET", "admin/acts"),
        new Call("GET", "admin/halts"),
        new Call("POST", "admin/halts"),
        new Call("DELETE", "admin/halts/audit"),
        new Call("GET", "admin/payouts"),
        new Call("POST", "admin/payouts"),
        new Call("POST", "admin/payouts/some/resolution"),
        new Call("POST", "admin/blocks/some/write-off"),
        new Call("POST", "admin/funding"),
        new Call("PUT", "admin/miners/some/minimum-payout"),
        new Call("GET", "admin/bans"),
        new Call("POST", "admin/bans"),
        new Call("DELETE", "admin/bans"));
  }

  private static Api.Answer make(Api api, Call call, String authorization) {
    String json = call.method().startsWith("P") ? "{}" : "";
    return api.ask(call.method(), call.path(), json, authorization);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void withoutATokenNoOperatorsCallIsAnswered(Call call) {
    Api.Answer answer = make(api, call, "");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.detail()).isEqualTo("The operator's token is missing.");
  }

  @ParameterizedTest
  @MethodSource("calls")
  void withAWrongTokenNoOperatorsCallIsAnswered(Call call) {
    Api.Answer answer = make(api, call, "Bearer " + Api.TOKEN.replace('f', 'e'));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.detail()).isEqualTo("The operator's token is wrong.");
    assertThat(api.wrongTokens()).containsExactly(Api.CLIENT);
  }

  @Test
  void noTokenIsNoWrongToken() {
    api.ask("GET", "admin/bans", "", "");

    assertThat(api.wrongTokens()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void withoutTheKeyNobodyIsAnOperator(Call call) {
    Api closed = new Api(Optional.empty(), RESOURCES);

    for (String authorization : List.of("", "Bearer ", "Bearer " + Api.TOKEN)) {
      Api.Answer answer = make(closed, call, authorization);
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.detail()).contains("pool.admin.token is not set");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0123456789abcdef0123456789abcdef",
        "Basic 0123456789abcdef0123456789abcdef",
        "Bearer",
        "Bearer ",
        "Bearer0123456789abcdef0123456789abcdef",
        "Bearer\t0123456789abcdef0123456789abcdef",
        "Bearer 0123456789abcdef0123456789abcdef,Bearer 0123456789abcdef0123456789abcdef",
        "Bearer 0123456789abcdef0123456789abcde",
        "Bearer 0123456789abcdef0123456789abcdeff",
        "Bearer 0123456789ABCDEF0123456789ABCDEF"
      })
  void whatIsNotTheTokenIsRefused(String authorization) {
    assertThat(api.ask("DELETE", "admin/bans?subnet=x", "", authorization).status()).isEqualTo(401);
  }

  /** RFC 9110: schemes are the same in any case, and one space or more follows. */
  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "bearer ", "BEARER ", "bEaReR  "})
  void theSchemeIsTheSameInAnyCase(String scheme) {
    assertThat(api.ask("DELETE", "admin/bans?subnet=x", "", scheme + Api.TOKEN).status())
        .isEqualTo(400);
  }

  @Test
  void whoIsNotLetInIsToldHow() {
    assertThat(api.ask("GET", "admin/bans", "", "").header("WWW-Authenticate"))
        .isEqualTo("Bearer realm=\"operators\"");
    assertThat(api.ask("GET", "admin/bans", "", "Bearer x").header("WWW-Authenticate"))
        .isEqualTo("Bearer realm=\"operators\", error=\"invalid_token\"");
  }

  @Test
  void whoIsNotLetInLeavesNoAct() {
    api.ask("DELETE", "admin/bans?subnet=x", "", "Bearer x");
    assertThat(api.refused()).isEmpty();
  }

  @Test
  void whoShowsTheTokenIsLetIn() {
    assertThat(api.send("DELETE", "admin/bans?subnet=x", "").status()).isEqualTo(400);
  }
}
