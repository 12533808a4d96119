package org.opensy.mining.pool.web;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * {@code /ready} and {@code /live}: the same checks and the same JSON as MicroProfile Health's
 * {@code /health/ready} and {@code /health/live}, under the names that probes of other pools use.
 */
@WebServlet(urlPatterns = {"/ready", "/live"})
public class ReadinessServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Inject @Readiness private transient Instance<HealthCheck> readiness;
  @Inject @Liveness private transient Instance<HealthCheck> liveness;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean live = request.getServletPath().equals("/live");
    List<HealthCheckResponse> answers =
        (live ? liveness : readiness).stream().map(HealthCheck::call).toList();
    boolean up = answers.stream().allMatch(answer -> answer.getStatus() == Status.UP);
    response.setStatus(up ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    response.setContentType("application/json");
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Cache-Control", "no-store");
    try (Writer out = response.getWriter()) {
      out.write(json(up, answers).toString());
    }
  }

  private static JsonObject json(boolean up, List<HealthCheckResponse> answers) {
    JsonArrayBuilder checks = Json.createArrayBuilder();
    for (HealthCheckResponse answer : answers) {
      checks.add(
          Json.createObjectBuilder()
              .add("name", answer.getName())
              .add("status", answer.getStatus().name())
              .add("data", Json.createObjectBuilder(answer.getData().orElse(Map.of()))));
    }
    Status status = up ? Status.UP : Status.DOWN;
    return Json.createObjectBuilder().add("status", status.name()).add("checks", checks).build();
  }
}
