package org.opensy.mining.pool.web;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/**
 * Makes the bytes of answers and says how many they are: to a client that offers to upgrade to
 * HTTP/2, as Java's own does, the server does not say the type of a long answer without a length.
 * What is for everybody gets a name, so that who has it already is told so (304) instead of being
 * sent it again, and may be kept for a moment. Thread-safe.
 */
@Provider
public class Answers implements ContainerResponseFilter {
  private static final Set<String> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
  private static final String PUBLIC = "public, max-age=2";
  private static final int NAME_BYTES = 16;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (response.getStatus() != Response.Status.OK.getStatusCode() || !response.hasEntity()) {
      return;
    }
    byte[] body = bytes(response);
    if (isForEverybody(request)) {
      EntityTag tag = new EntityTag(digest(body), true);
      response.getHeaders().putSingle(HttpHeaders.ETAG, tag);
      response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, PUBLIC);
      response.getHeaders().putSingle(HttpHeaders.VARY, "Accept, Accept-Encoding, Origin");
      if (request.getRequest().evaluatePreconditions(tag) != null) {
        response.setStatusInfo(Response.Status.NOT_MODIFIED);
        response.setEntity(null);
        return;
      }
    }
    response.setEntity(body, response.getEntityAnnotations(), response.getMediaType());
    response.getHeaders().putSingle(HttpHeaders.CONTENT_LENGTH, body.length);
  }

  private static byte[] bytes(ContainerResponseContext response) {
    String text =
        response.getEntity() instanceof String ready
            ? ready
            : SnakeCase.JSON.toJson(response.getEntity(), response.getEntityType());
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isForEverybody(ContainerRequestContext request) {
    return READING.contains(request.getMethod())
        && !request.getUriInfo().getPath().startsWith("admin/");
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
