package org.opensy.mining.pool.web;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.ws.rs.container.ContainerResponseFilter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.jsonb.JsonBindingFeature;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.ResourceConfig;
import org.opensy.mining.pool.auth.Role;
import org.opensy.mining.pool.auth.RoleNames;
import org.opensy.mining.pool.auth.SigningKeys;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.config.AuthSettings;
import org.opensy.mining.pool.config.Secret;
import org.opensy.mining.pool.web.http.BodyLimit;
import org.opensy.mining.pool.web.http.HttpAdmissionFilter;
import org.opensy.mining.pool.web.token.TokenRules;

/**
 * The resources under test in the server's own JAX-RS, without a server: requests are routed,
 * filtered, read and answered as there.
 */
final class Api {
  static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
  static final String TOKEN = token("operator", "operator", "treasurer", "admin");
  static final InetAddress CLIENT = InetAddress.getLoopbackAddress();

  /** The defaults, as far as it matters here. */
  static final AuthSettings SETTINGS =
      new AuthSettings(
          Optional.of(new Secret("0123456789abcdef0123456789abcdef")),
          new AuthSettings.Issuer(
              "opensy-pool",
              List.of("opensy-pool"),
              false,
              Duration.ofMinutes(15),
              Duration.ofMinutes(120)),
          SigningKeys.random(),
          new RoleNames(
              List.of("groups"),
              Stream.of(Role.values())
                  .collect(Collectors.toMap(role -> role, role -> Set.of(role.lowerCaseName())))));

  private static final URI BASE = URI.create("http://pool.test/api/v1/");

  private final List<InetAddress> wrongTokens = new ArrayList<>();
  private final ApplicationHandler handler;
  private final List<String> refused = new ArrayList<>();

  /**
   * What a request got.
   *
   * @param status of HTTP
   * @param type of the body; empty if there is none
   * @param body as text
   * @param headers by name
   */
  record Answer(int status, String type, String body, Map<String, String> headers) {
    JsonValue json() {
      try (JsonReader reader =
          Json.createReader(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))) {
        return reader.readValue();
      }
    }

    JsonObject object() {
      return json().asJsonObject();
    }

    /** A header; empty without one. */
    String header(String name) {
      return headers.getOrDefault(name, "");
    }

    /** The words of a problem. */
    String detail() {
      return object().getString("detail");
    }
  }

  /** At {@link #NOON}. Whether a token is signed is the server's to check: here each one is. */
  Api(Object... resources) {
    ResourceConfig config =
        new ResourceConfig(
            JsonBindingFeature.class,
            SnakeCase.class,
            Problems.class,
            JsonBodies.class,
            QueryCheck.class,
            Answers.class,
            BodyLimit.class);
    config.register(
        new AccessFeature(
            new AccessFilter.Checks(
                request ->
                    Optional.ofNullable(request.getHeaderString("Authorization"))
                        .map(text -> text.replaceFirst("^Bearer ", "")),
                new TokenRules(SETTINGS),
                Network.MAIN,
                () -> NOON,
                wrongTokens::add)));
    config.register(
        new ActFilter(
            (request, answer) ->
                refused.add(
                    request.call().method()
                        + " "
                        + request.call().target()
                        + " by "
                        + request.caller().operator()
                        + ": "
                        + answer.status()
                        + " "
                        + answer.text())));
    for (Object resource : resources) {
      if (resource instanceof ContainerResponseFilter) {
        config.register(resource);
      } else {
        config.register(resource.getClass());
      }
    }
    config.register(
        new AbstractBinder() {
          @Override
          protected void configure() {
            for (Object resource : resources) {
              bind(resource).to(resource.getClass());
            }
          }
        });
    handler = new ApplicationHandler(config);
  }

  /** A token for a quarter of an hour from {@link #NOON} on. */
  static String token(String subject, String... roles) {
    return token(claims(subject, roles));
  }

  /** A token of these claims. */
  static String token(JsonObjectBuilder claims) {
    byte[] json = claims.build().toString().getBytes(StandardCharsets.UTF_8);
    return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(json) + ".e30";
  }

  /** The claims of such a token. */
  static JsonObjectBuilder claims(String subject, String... roles) {
    return Json.createObjectBuilder()
        .add("iss", "opensy-pool")
        .add("aud", "opensy-pool")
        .add("sub", subject)
        .add("iat", NOON.getEpochSecond())
        .add("exp", NOON.plusSeconds(900).getEpochSecond())
        .add("groups", Json.createArrayBuilder(List.of(roles)));
  }

  /** Acts that came to nothing, as they would be kept. */
  List<String> refused() {
    return refused;
  }

  Answer get(String path) {
    return ask("GET", path, "", "Bearer " + TOKEN);
  }

  Answer send(String method, String path, String json) {
    return ask(method, path, json, "Bearer " + TOKEN);
  }

  /** Who has shown wrong tokens. */
  List<InetAddress> wrongTokens() {
    return wrongTokens;
  }

  /** With that text in the header {@code Authorization}; without the header if it is empty. */
  Answer ask(String method, String path, String json, String authorization) {
    return ask(method, path, json, Map.of("Authorization", authorization));
  }

  /** With these headers; without those that are empty. */
  Answer ask(String method, String path, String json, Map<String, String> headers) {
    ContainerRequest request =
        new ContainerRequest(
            BASE, BASE.resolve(path), method, null, new MapPropertiesDelegate(), null);
    request.setProperty(HttpAdmissionFilter.CLIENT, CLIENT);
    headers.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            request.header(name, value);
          }
        });
    if (!json.isEmpty()) {
      request.header("Content-Type", "application/json");
      request.setEntityStream(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try {
      ContainerResponse response = handler.apply(request, body).get();
      String type = response.getMediaType() == null ? "" : response.getMediaType().toString();
      Map<String, String> got = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      response
          .getStringHeaders()
          .keySet()
          .forEach(name -> got.put(name, response.getHeaderString(name)));
      return new Answer(response.getStatus(), type, body.toString(StandardCharsets.UTF_8), got);
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(method + " " + path, e);
    }
  }
}
