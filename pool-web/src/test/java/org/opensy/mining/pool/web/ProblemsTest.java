package org.opensy.mining.pool.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.chain.Network;

/** Every failure is said as RFC 9457 has it, and says nothing of what is inside. */
class ProblemsTest {
  private final Api api =
      new Api(
          new PoolResource(
              () -> {
                throw new IllegalStateException("jdbc:postgresql://10.0.0.5 is away");
              },
              limit -> List.of(),
              List::of,
              hash -> Optional.empty(),
              Network.MAIN));

  @Test
  void aFailureInsideIsNotTheCallersFaultAndKeepsItsWordsToTheLog() {
    Api.Answer answer = api.get("pool/stats");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.type()).isEqualTo("application/problem+json");
    assertThat(answer.object())
        .hasToString(
            ("{'type':'about:blank','title':'Service Unavailable','status':503,"
                    + "'detail':'The pool cannot answer this now.'}")
                .replace('\'', '"'));
  }

  @Test
  void aPathThatDoesNotExistIsAProblemToo() {
    Api.Answer answer = api.get("pool/nothing");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.type()).isEqualTo("application/problem+json");
    assertThat(answer.object().getString("title")).isEqualTo("Not Found");
  }

  @Test
  void aMethodThatIsNotAllowedIsAProblemToo() {
    assertThat(api.send("DELETE", "pool/stats", "").status()).isEqualTo(405);
    assertThat(api.send("DELETE", "pool/stats", "").object().getInt("status")).isEqualTo(405);
    assertThat(api.send("DELETE", "pool/stats", "").header("Allow")).contains("GET");
  }
}
