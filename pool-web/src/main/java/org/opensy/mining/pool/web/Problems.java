package org.opensy.mining.pool.web;

import jakarta.json.Json;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Says every failure as {@code application/problem+json} (RFC 9457), without inner details. */
@Provider
public class Problems implements ExceptionMapper<RuntimeException> {
  private static final Logger LOG = System.getLogger(Problems.class.getName());
  private static final String TYPE = "application/problem+json";

  @Override
  public Response toResponse(RuntimeException failure) {
    if (failure instanceof WebApplicationException known) {
      Response.StatusType status = known.getResponse().getStatusInfo();
      return problem(status, known.getMessage());
    }
    LOG.log(Level.WARNING, "POOL-7001 a request failed", failure);
    return problem(Response.Status.SERVICE_UNAVAILABLE, "The pool cannot answer this now.");
  }

  private static Response problem(Response.StatusType status, String detail) {
    String body =
        Json.createObjectBuilder()
            .add("type", "about:blank")
            .add("title", status.getReasonPhrase())
            .add("status", status.getStatusCode())
            .add("detail", detail)
            .build()
            .toString();
    return Response.status(status).type(TYPE).entity(body).build();
  }
}
