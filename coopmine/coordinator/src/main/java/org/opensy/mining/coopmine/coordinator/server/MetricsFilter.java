package org.opensy.mining.coopmine.coordinator.server;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import org.opensy.mining.metrics.MetricsText;

/**
 * Answers {@code /metrics} with the coordinator's metrics. The server stands behind it with its
 * own: {@code ?scope=base} and {@code ?scope=vendor}. Thread-safe.
 */
@WebFilter("/metrics")
public class MetricsFilter extends HttpFilter {
  private static final long serialVersionUID = 1;
  private static final String APPLICATION = "application";

  @Inject private transient CoordinatorBean bean;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String scope = request.getParameter("scope");
    if (scope != null && !scope.equals(APPLICATION)) {
      chain.doFilter(request, response);
    } else if (bean.running().isEmpty()) {
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    } else {
      response.setContentType(MetricsText.CONTENT_TYPE);
      try (Writer out = response.getWriter()) {
        out.write(bean.running().get().metrics().registry().scrape().toString());
      }
    }
  }
}
