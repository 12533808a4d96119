package org.opensy.mining.pool.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Set;

/**
 * Refuses what the server would let pass: a request with two hosts, of which a proxy may have
 * believed the other one, and pages asked for by anything but {@code GET} and {@code HEAD}.
 * Thread-safe.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class RequestRules extends HttpFilter {
  private static final long serialVersionUID = 1;
  private static final Set<String> READING = Set.of("GET", "HEAD");

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (Collections.list(request.getHeaders("Host")).size() > 1) {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST);
    } else if (!isApi(request.getServletPath()) && !READING.contains(request.getMethod())) {
      response.setHeader("Allow", "GET, HEAD");
      response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    } else {
      chain.doFilter(request, response);
    }
  }

  /** The resources know their methods. */
  private static boolean isApi(String path) {
    return path.equals("/api") || path.startsWith("/api/");
  }
}
