package org.opensy.mining.pool.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.pool.web.AddressResource;
import org.opensy.mining.pool.web.AdminResource;
import org.opensy.mining.pool.web.ApiKeyResource;
import org.opensy.mining.pool.web.AuthResource;
import org.opensy.mining.pool.web.BanResource;
import org.opensy.mining.pool.web.CalculatorResource;
import org.opensy.mining.pool.web.MinerResource;
import org.opensy.mining.pool.web.NetworkResource;
import org.opensy.mining.pool.web.OriginalMinerResource;
import org.opensy.mining.pool.web.OwnerResource;
import org.opensy.mining.pool.web.PoolResource;
import org.opensy.mining.pool.web.SessionResource;

class ListenerTest {
  private static final Set<Class<?>> RESOURCES =
      Set.of(
          AddressResource.class,
          AdminResource.class,
          ApiKeyResource.class,
          AuthResource.class,
          BanResource.class,
          CalculatorResource.class,
          MinerResource.class,
          NetworkResource.class,
          OriginalMinerResource.class,
          OwnerResource.class,
          PoolResource.class,
          SessionResource.class);

  private static final Set<Class<?>> FOR_OPERATIONS =
      Set.of(
          AdminResource.class,
          ApiKeyResource.class,
          AuthResource.class,
          BanResource.class,
          SessionResource.class);

  static Stream<Class<?>> resources() {
    return RESOURCES.stream();
  }

  @ParameterizedTest
  @MethodSource("resources")
  void whatIsForOperatorsIsServedToThemAloneAndTheRestToThePublicAlone(Class<?> resource) {
    String path = "/api/v1" + resource.getAnnotation(Path.class).value() + "/something";
    boolean operators = FOR_OPERATIONS.contains(resource);

    assertThat(Listener.OPERATIONS.serves(path)).isEqualTo(operators);
    assertThat(Listener.PUBLIC.serves(path)).isEqualTo(!operators);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/index.html", "/pool.css", "/pool.js", "/ws", "/api/v1/events"})
  void pagesAreForThePublic(String path) {
    assertThat(Listener.PUBLIC.serves(path)).isTrue();
    assertThat(Listener.OPERATIONS.serves(path)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ready",
        "/live",
        "/metrics",
        "/openapi",
        "/health",
        "/health/ready",
        "/health/live"
      })
  void probesAndMetricsAreForOperations(String path) {
    assertThat(Listener.OPERATIONS.serves(path)).isTrue();
    assertThat(Listener.PUBLIC.serves(path)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/metrics/",
        "/metricsx",
        "/health/other",
        "/openapi-ui",
        "/error.html",
        "/api",
        "/api/v1/",
        "/api/v1/application.wadl",
        "/api/v1/anything",
        "/api/v1/pools/stats",
        "/api/v2/pool/stats",
        "/readyx",
        "/wsx",
        "/ws/",
        "/api/v1/events/x",
        "/WEB-INF/web.xml"
      })
  void whatIsNotNamedIsServedNowhere(String path) {
    assertThat(List.of(Listener.values())).noneMatch(listener -> listener.serves(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//metrics",
        "/%6detrics",
        "/metrics;x",
        "/./metrics",
        "/%2e/metrics",
        "/api/v1/pool/../admin/bans",
        "/api/v1/pool/%2e%2e/admin/bans",
        "/api/v1/pool/..;/admin/bans",
        "/api/v1//pool/stats",
        "/api/v1/pool/stats//",
        "/api/v1/pool\\stats",
        "/api/v1/pool/\u00e4",
        "/api/v1/pool/a%0Ab",
        "/api/v1/pool/stats%00",
        "/.git",
        "*",
        "http://pool.example/",
        ""
      })
  void aPathHasOneSpelling(String path) {
    assertThat(Listener.isPlain(path)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/index.html",
        "/api/v1/pool/stats",
        "/api/v1/pool/stats/",
        "/api/v1/admin/payouts/2026-11-27_1/resolution",
        "/api/v1/miners/rsyl1qwa88cugm29ssakypw5q5j9aktvxpnkjfsvn6gv"
      })
  void thePoolsPathsArePlain(String path) {
    assertThat(Listener.isPlain(path)).isTrue();
  }

  @Test
  void onlyTheVirtualServerOfThatNameIsForOperations() {
    assertThat(Listener.of("operations")).isEqualTo(Listener.OPERATIONS);
    assertThat(Stream.of("server", "Operations", "operations2", "").map(Listener::of))
        .containsOnly(Listener.PUBLIC);
  }
}
