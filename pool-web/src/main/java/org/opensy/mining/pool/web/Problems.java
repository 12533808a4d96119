package org.opensy.mining.pool.web;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;

/**
 * Says every failure as {@code application/problem+json} (RFC 9457), without inner details, with a
 * stable {@code code} for programs and {@code errors} for each parameter that is wrong.
 */
@Provider
public class Problems implements ExceptionMapper<Throwable> {
  /** The type of their content. */
  static final String TYPE = "application/problem+json";

  private static final Logger LOG = System.getLogger(Problems.class.getName());
  private static final String KIND = "urn:opensy-mining:problem:";

  /** What a status may ask for beside its body. */
  private static final Set<String> KEPT =
      Set.of(HttpHeaders.ALLOW, HttpHeaders.RETRY_AFTER, HttpHeaders.WWW_AUTHENTICATE);

  @Override
  public Response toResponse(Throwable failure) {
    if (failure instanceof WebApplicationException known) {
      Response response = known.getResponse();
      Response.ResponseBuilder problem =
          Response.status(response.getStatus()).type(TYPE).entity(text(known));
      KEPT.forEach(name -> problem.header(name, response.getHeaderString(name)));
      return problem.build();
    }
    LOG.log(Level.WARNING, "POOL-7001 a request failed", failure);
    return of(
        Response.Status.SERVICE_UNAVAILABLE.getStatusCode(), "The pool cannot answer this now.");
  }

  /** A problem of this status. */
  static Response of(int status, String detail) {
    return Response.status(status).type(TYPE).entity(json(status, detail)).build();
  }

  /** A problem of this status that programs know by its code. */
  static Response of(int status, String code, String detail) {
    return Response.status(status).type(TYPE).entity(json(status, code, detail)).build();
  }

  /** Its content. */
  static String json(int status, String detail) {
    return json(status, code(status), detail);
  }

  /** Its content. */
  static String json(int status, String code, String detail) {
    return problem(status, code, detail, Json.createArrayBuilder());
  }

  private static String text(WebApplicationException known) {
    int status = known.getResponse().getStatus();
    if (known instanceof BadParameterException bad) {
      JsonObjectBuilder error =
          Json.createObjectBuilder()
              .add("parameter", bad.parameter())
              .add("detail", bad.getMessage());
      return problem(
          status, "invalid_parameter", bad.getMessage(), Json.createArrayBuilder().add(error));
    }
    return json(status, known.getMessage());
  }

  private static String problem(int status, String code, String detail, JsonArrayBuilder errors) {
    return Json.createObjectBuilder()
        .add("type", KIND + code)
        .add("title", title(status))
        .add("status", status)
        .add("detail", detail)
        .add("code", code)
        .add("errors", errors)
        .build()
        .toString();
  }

  /** 422 is not among the statuses that Jakarta knows. */
  private static String title(int status) {
    Response.Status known = Response.Status.fromStatusCode(status);
    return known == null ? "Unprocessable Content" : known.getReasonPhrase();
  }

  /** What programs go by; docs/api.md lists them. */
  private static String code(int status) {
    return switch (status) {
      case 401 -> "unauthorized";
      case 403 -> "forbidden";
      case 404 -> "not_found";
      case 405 -> "method_not_allowed";
      case 406 -> "not_acceptable";
      case 408 -> "request_timeout";
      case 409 -> "conflict";
      case 413 -> "body_too_long";
      case 415 -> "unsupported_media_type";
      case 422 -> "unprocessable";
      case 429 -> "too_many_requests";
      default -> status < 500 ? "malformed_request" : "unavailable";
    };
  }
}
