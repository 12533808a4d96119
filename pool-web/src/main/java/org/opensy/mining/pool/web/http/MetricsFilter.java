package org.opensy.mining.pool.web.http;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import org.opensy.mining.metrics.MetricsText;
import org.opensy.mining.pool.metrics.RegisteredMetrics;

/**
 * Answers {@code /metrics} with the pool's metrics, in the one format that every Prometheus reads.
 * Behind it stands the server's MicroProfile Metrics: {@code ?scope=base}, {@code ?scope=vendor}
 * and {@code ?scope=application}. Thread-safe.
 */
public class MetricsFilter extends HttpFilter {
  private static final long serialVersionUID = 1;

  @Inject private transient RegisteredMetrics metrics;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getParameter("scope") != null) {
      chain.doFilter(request, response);
      return;
    }
    response.setContentType(MetricsText.CONTENT_TYPE);
    response.setHeader("Cache-Control", "no-store");
    try (Writer out = response.getWriter()) {
      out.write(metrics.scrape());
    }
  }
}
