package org.opensy.mining.pool.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Tells browsers to run nothing but this application's own scripts, to guess no content types and
 * to show its pages in no frame: names that miners choose are shown here. What is for somebody
 * alone is kept in no cache. Thread-safe.
 */
public class SecurityHeaders extends HttpFilter {
  private static final long serialVersionUID = 1;
  private static final Pattern PRIVATE =
      Pattern.compile("/api/v1/((admin|auth).*|miners?/[^/]*/(challenge|token|settings))");
  private static final String POLICY =
      "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    if (isPrivate(request)) {
      response.setHeader("Cache-Control", "no-store");
    }
    chain.doFilter(request, response);
  }

  /** Decoded, however it was spelled. */
  private static boolean isPrivate(HttpServletRequest request) {
    String path =
        request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String asked
            ? asked
            : request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
    return PRIVATE.matcher(path).matches();
  }
}
