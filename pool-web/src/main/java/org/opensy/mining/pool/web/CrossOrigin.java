package org.opensy.mining.pool.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import org.opensy.mining.pool.config.PoolConfig;

/**
 * Lets the pages of other origins read what is for everybody, as far as the configuration names
 * them. They can send nothing but questions, and no credentials. Thread-safe.
 */
@Provider
@PreMatching
@ApplicationScoped
public class CrossOrigin implements ContainerRequestFilter, ContainerResponseFilter {
  private static final String ORIGIN = "Origin";
  private static final String ASKED_METHOD = "Access-Control-Request-Method";
  private static final String ALLOWED_ORIGIN = "Access-Control-Allow-Origin";
  private static final String A_DAY = "86400";

  private final Set<String> origins;

  /** For the container's proxy. */
  protected CrossOrigin() {
    this(Set.of());
  }

  @Inject
  public CrossOrigin(PoolConfig config) {
    this(config.http().origins());
  }

  CrossOrigin(Set<String> origins) {
    this.origins = origins;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (request.getMethod().equals(HttpMethod.OPTIONS)
        && request.getHeaderString(ASKED_METHOD) != null
        && isAllowed(request)) {
      request.abortWith(
          Response.noContent()
              .header("Access-Control-Allow-Methods", "GET, HEAD")
              .header("Access-Control-Allow-Headers", "If-None-Match")
              .header("Access-Control-Max-Age", A_DAY)
              .build());
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (isAllowed(request)) {
      response.getHeaders().putSingle(ALLOWED_ORIGIN, request.getHeaderString(ORIGIN));
      response
          .getHeaders()
          .putSingle("Access-Control-Expose-Headers", "ETag, RateLimit, RateLimit-Policy");
    }
  }

  /** Whether pages of an origin may read what is for everybody. */
  public boolean admits(String origin) {
    return origins.contains(origin) || origins.contains("*");
  }

  private boolean isAllowed(ContainerRequestContext request) {
    String origin = request.getHeaderString(ORIGIN);
    return origin != null && admits(origin) && !isForOperators(request.getUriInfo().getPath());
  }

  private static boolean isForOperators(String path) {
    return path.startsWith("admin/") || path.startsWith("auth/");
  }
}
