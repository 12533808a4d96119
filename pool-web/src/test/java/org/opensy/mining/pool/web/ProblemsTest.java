package org.opensy.mining.pool.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Every failure is said as RFC 9457 has it, and says nothing of what is inside. */
class ProblemsTest {
  private final Api api =
      new Api(
          new PoolResource(
              new PoolStatistics() {
                @Override
                public PoolStats now() {
                  throw new IllegalStateException("jdbc:postgresql://10.0.0.5 is away");
                }
              },
              null,
              null,
              null,
              null,
              null,
              null));

  @Test
  void aFailureInsideIsNotTheCallersFaultAndKeepsItsWordsToTheLog() {
    Api.Answer answer = api.get("pool");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.type()).isEqualTo("application/problem+json");
    assertThat(answer.object())
        .hasToString(
            ("{'type':'urn:opensy-mining:problem:unavailable','title':'Service Unavailable',"
                    + "'status':503,'detail':'The pool cannot answer this now.',"
                    + "'code':'unavailable','errors':[]}")
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
