package org.opensy.mining.pool.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocketCommandTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"subscribe\",\"data\":[\"stats\",\"blocks\"]}",
        "{\"type\":\"subscribe\",\"data\":{\"channels\":[\"stats\",\"blocks\"]},\"timestamp\":1}",
        "{\"type\":\"subscribe\",\"data\":{\"channel\":\"stats\",\"channels\":[\"blocks\"]}}"
      })
  void channelsAreNamedInAnyOfTheWays(String text) {
    assertThat(SocketCommand.read(text))
        .contains(new SocketCommand("subscribe", List.of("stats", "blocks")));
  }

  @Test
  void aCommandNeedsNoData() {
    assertThat(SocketCommand.read("{\"type\":\"ping\"}"))
        .contains(new SocketCommand("ping", List.of()));
    assertThat(SocketCommand.read("{\"type\":\"subscribe\",\"data\":\"stats\"}"))
        .contains(new SocketCommand("subscribe", List.of("stats")));
    assertThat(SocketCommand.read("{\"type\":\"subscribe\",\"data\":[1,null,{}]}"))
        .contains(new SocketCommand("subscribe", List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "[]", "{}", "1", "{\"type\":1}", "{\"type\":\"ping\"", "[[[[[["})
  void whatIsNoCommandIsNone(String text) {
    assertThat(SocketCommand.read(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://pool.example,           pool.example,      true",
    "https://pool.example,           Pool.Example:443,  true",
    "https://pool.example:443,       pool.example,      true",
    "http://localhost:8080,          localhost:8080,    true",
    "http://pool.example,            pool.example:80,   true",
    "http://localhost:8080,          localhost:8081,    false",
    "https://pool.example,           pool.example:80,   false",
    "https://pool.example.evil.test, pool.example,      false",
    "https://evil.test,              pool.example,      false",
    "null,                           pool.example,      false",
    "file://,                        pool.example,      false",
    "https://pool.example,           ,                  false",
  })
  void aPageIsOfTheSameOriginIfItsHostIsTheOneThatIsAsked(
      String origin, String host, boolean isOwn) {
    assertThat(SocketAdmissionFilter.isOwn(origin, host)).isEqualTo(isOwn);
  }
}
