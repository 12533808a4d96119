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
 * Gives what is read a name, so that who has it already is told so (304) instead of being sent it
 * again, and says how long it may be kept. Thread-safe.
 */
@Provider
public class Caching implements ContainerResponseFilter {
  private static final Set<String> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
  private static final String PUBLIC = "public, max-age=2";
  private static final int NAME_BYTES = 16;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (!READING.contains(request.getMethod())
        || response.getStatus() != Response.Status.OK.getStatusCode()
        || !response.hasEntity()
        || request.getUriInfo().getPath().startsWith("admin/")) {
      return;
    }
    String text =
        response.getEntity() instanceof String ready
            ? ready
            : SnakeCase.JSON.toJson(response.getEntity(), response.getEntityType());
    // Bytes have a length: to a client that offers to upgrade to HTTP/2, as Java's own does, the
    // server says no content type of a long answer without one.
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    EntityTag tag = new EntityTag(digest(body), true);
    response.getHeaders().putSingle(HttpHeaders.ETAG, tag);
    response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, PUBLIC);
    response.getHeaders().putSingle(HttpHeaders.VARY, "Accept, Accept-Encoding, Origin");
    if (request.getRequest().evaluatePreconditions(tag) == null) {
      response.setEntity(body, response.getEntityAnnotations(), response.getMediaType());
    } else {
      response.setStatusInfo(Response.Status.NOT_MODIFIED);
      response.setEntity(null);
    }
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
