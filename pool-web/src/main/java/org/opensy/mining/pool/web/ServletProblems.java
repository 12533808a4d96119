package org.opensy.mining.pool.web;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Says refusals of what is no resource in the words that resources have for them. */
public final class ServletProblems {
  private static final Problems PROBLEMS = new Problems();

  private ServletProblems() {}

  /** Answers with a refusal; nothing has been written yet. */
  public static void write(HttpServletResponse response, WebApplicationException refusal)
      throws IOException {
    Response problem = PROBLEMS.toResponse(refusal);
    byte[] body = problem.getEntity().toString().getBytes(StandardCharsets.UTF_8);
    response.setStatus(problem.getStatus());
    problem
        .getStringHeaders()
        .forEach((name, values) -> response.setHeader(name, String.join(", ", values)));
    response.setContentType(Problems.TYPE);
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
