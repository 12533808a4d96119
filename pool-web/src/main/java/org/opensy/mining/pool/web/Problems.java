package org.opensy.mining.pool.web;

import jakarta.json.Json;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;

/** Says every failure as {@code application/problem+json} (RFC 9457), without inner details. */
@Provider
public class Problems implements ExceptionMapper<Throwable> {
  /** The type of their content. */
  static final String TYPE = "application/problem+json";

  private static final Logger LOG = System.getLogger(Problems.class.getName());

  /** What a status may ask for beside its body. */
  private static final Set<String> KEPT =
      Set.of(HttpHeaders.ALLOW, HttpHeaders.RETRY_AFTER, HttpHeaders.WWW_AUTHENTICATE);

  @Override
  public Response toResponse(Throwable failure) {
    if (failure instanceof WebApplicationException known) {
      Response response = known.getResponse();
      Response.ResponseBuilder problem = builder(response.getStatus(), known.getMessage());
      KEPT.forEach(name -> problem.header(name, response.getHeaderString(name)));
      return problem.build();
    }
    LOG.log(Level.WARNING, "POOL-7001 a request failed", failure);
    return of(
        Response.Status.SERVICE_UNAVAILABLE.getStatusCode(), "The pool cannot answer this now.");
  }

  /** A problem of this status. */
  static Response of(int status, String detail) {
    return builder(status, detail).build();
  }

  /** Its content. */
  static String json(int status, String detail) {
    return Json.createObjectBuilder()
        .add("type", "about:blank")
        .add("title", title(status))
        .add("status", status)
        .add("detail", detail)
        .build()
        .toString();
  }

  /** 422 is not among the statuses that Jakarta knows. */
  private static String title(int status) {
    Response.Status known = Response.Status.fromStatusCode(status);
    return known == null ? "Unprocessable Content" : known.getReasonPhrase();
  }

  private static Response.ResponseBuilder builder(int status, String detail) {
    return Response.status(status).type(TYPE).entity(json(status, detail));
  }
}
