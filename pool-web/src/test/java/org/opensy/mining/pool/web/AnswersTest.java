package org.opensy.mining.pool.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is read has a name, may be kept for a moment, and is shared with the origins that are named.
 */
class AnswersTest {
  private static final String ADDRESS = "address/syl1qy552pugv6kj6au8keruk0cmtzvc4xfelzvxa2z";
  private static final String DASHBOARD = "https://dashboard.example";

  private final AddressResource resource = new AddressResource(Configs.with(Map.of()));
  private final Api api = new Api(resource);

  private Api.Answer get(String path, Map<String, String> headers) {
    return api.ask("GET", path, "", headers);
  }

  @Test
  void whoHasAnAnswerAlreadyIsNotSentItAgain() {
    Api.Answer first = get(ADDRESS, Map.of());
    String tag = first.header("ETag");
    assertThat(tag).matches("W/\"[0-9a-f]{32}\"");
    assertThat(first.header("Cache-Control")).isEqualTo("public, max-age=2");
    assertThat(first.header("Vary")).isEqualTo("Accept, Accept-Encoding, Origin");

    Api.Answer again = get(ADDRESS, Map.of("If-None-Match", tag));
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.header("ETag")).isEqualTo(tag);
    assertThat(get(ADDRESS + "z", Map.of("If-None-Match", tag)).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "* | 304",
        "\"x\", TAG | 304",
        "TAG,zz | 304",
        "\"x\", zzz | 200",
        "TAGx | 200",
        "'' | 200"
      })
  void namesAreComparedAndWhatIsMalformedIsNone(String names, int status) {
    String tag = get(ADDRESS, Map.of()).header("ETag");

    assertThat(get(ADDRESS, Map.of("If-None-Match", names.replace("TAG", tag))).status())
        .isEqualTo(status);
    assertThat(
            get(ADDRESS, Map.of("If-None-Match", names.replace("TAG", tag.replace("W/", ""))))
                .status())
        .isEqualTo(status);
  }

  @Test
  void aFailureHasNoName() {
    assertThat(get("nothing", Map.of()).headers()).doesNotContainKeys("ETag", "Cache-Control");
  }

  @ParameterizedTest
  @CsvSource({
    "https://dashboard.example, https://dashboard.example",
    "https://dashboard.example.org,",
    "http://dashboard.example,",
    "null,"
  })
  void onlyTheOriginsThatAreNamedMayRead(String origin, String allowed) {
    Api sharing = new Api(new CrossOrigin(Set.of(DASHBOARD)), resource);

    assertThat(
            sharing
                .ask("GET", ADDRESS, "", Map.of("Origin", origin))
                .headers()
                .get("Access-Control-Allow-Origin"))
        .isEqualTo(allowed);
  }

  @Test
  void everyOriginMayReadIfAllAreNamedAndNoneByDefault() {
    Map<String, String> origin = Map.of("Origin", DASHBOARD);
    Api sharing = new Api(new CrossOrigin(Set.of("*")), resource);

    assertThat(sharing.ask("GET", ADDRESS, "", origin).header("Access-Control-Allow-Origin"))
        .isEqualTo(DASHBOARD);
    assertThat(
            new Api(new CrossOrigin(Set.of()), resource).ask("GET", ADDRESS, "", origin).headers())
        .doesNotContainKey("Access-Control-Allow-Origin");
  }

  @Test
  void anOriginMayAskForNothingButReading() {
    Api sharing = new Api(new CrossOrigin(Set.of(DASHBOARD)), resource);
    Api.Answer answer =
        sharing.ask(
            "OPTIONS",
            ADDRESS,
            "",
            Map.of("Origin", DASHBOARD, "Access-Control-Request-Method", "DELETE"));

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("Access-Control-Allow-Methods")).isEqualTo("GET, HEAD");
    assertThat(answer.headers()).doesNotContainKey("Access-Control-Allow-Credentials");
  }

  @Test
  void operatorsResourcesAreSharedWithNobody() {
    Api sharing = new Api(new CrossOrigin(Set.of("*")), resource);
    Map<String, String> headers =
        Map.of("Origin", DASHBOARD, "Access-Control-Request-Method", "GET");

    assertThat(sharing.ask("OPTIONS", "admin/halts", "", headers).headers())
        .doesNotContainKey("Access-Control-Allow-Origin");
  }
}
