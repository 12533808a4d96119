package org.opensy.mining.pool.web;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes answers and says how many bytes they have. What is for everybody gets a name, so that who
 * has it already is told so (304) instead of being sent it again, and may be kept for a moment.
 * Thread-safe.
 */
@Provider
public class Answers implements ContainerResponseFilter {
  private static final Set<String> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
  private static final String PUBLIC = "public, max-age=2";
  private static final String WEAK = "W/";
  private static final int NAME_BYTES = 16;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (response.getStatus() != Response.Status.OK.getStatusCode() || !response.hasEntity()) {
      return;
    }
    String text = text(response);
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    if (isForEverybody(request)) {
      String name = '"' + digest(body) + '"';
      response.getHeaders().putSingle(HttpHeaders.ETAG, WEAK + name);
      response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, PUBLIC);
      response.getHeaders().putSingle(HttpHeaders.VARY, "Accept, Accept-Encoding, Origin");
      if (isKnown(name, request.getHeaderString(HttpHeaders.IF_NONE_MATCH))) {
        response.setStatusInfo(Response.Status.NOT_MODIFIED);
        response.setEntity(null);
        return;
      }
    }
    response.setEntity(text, response.getEntityAnnotations(), response.getMediaType());
    response.getHeaders().putSingle(HttpHeaders.CONTENT_LENGTH, body.length);
  }

  private static String text(ContainerResponseContext response) {
    return response.getEntity() instanceof String ready
        ? ready
        : SnakeCase.JSON.toJson(response.getEntity(), response.getEntityType());
  }

  private static boolean isForEverybody(ContainerRequestContext request) {
    return READING.contains(request.getMethod())
        && AccessFilter.signedIn(request).isEmpty()
        && !request.getUriInfo().getPath().startsWith("auth/");
  }

  /** Whether a list of names has this one; what is malformed in it is none. */
  private static boolean isKnown(String name, String names) {
    return names != null
        && Stream.of(names.split(",", -1))
            .map(String::strip)
            .anyMatch(
                known -> known.equals("*") || known.equals(name) || known.equals(WEAK + name));
  }

  private static String digest(byte[] body) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
      return HexFormat.of().formatHex(hash, 0, NAME_BYTES);
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
