package org.opensy.mining.pool.web.http;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.opensy.mining.metrics.Buckets;
import org.opensy.mining.metrics.Label;
import org.opensy.mining.pool.metrics.Metrics;

/**
 * Counts how long answers take, by listener and class of status; those that go on after the request
 * has returned, such as streams of events, are left out. Thread-safe.
 */
public class HttpTimes extends HttpFilter {
  private static final long serialVersionUID = 1;

  @Inject private transient Metrics metrics;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    long begun = System.nanoTime();
    int status = HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    try {
      chain.doFilter(request, response);
      status = response.getStatus();
    } finally {
      if (!request.isAsyncStarted()) {
        count(status, System.nanoTime() - begun);
      }
    }
  }

  private void count(int status, long nanos) {
    metrics
        .histogram(
            "http_request_seconds",
            "Seconds that answers over HTTP took",
            Buckets.CALLS,
            Label.of("listener", Listener.of(getServletContext().getVirtualServerName())),
            new Label("status", status / 100 + "xx"))
        .observeNanos(nanos);
  }
}
