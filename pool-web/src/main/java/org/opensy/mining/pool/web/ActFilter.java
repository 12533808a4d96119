package org.opensy.mining.pool.web;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.opensy.mining.pool.act.ActAnswer;
import org.opensy.mining.pool.act.OperatorActs;
import org.opensy.mining.pool.act.OperatorRequest;
import org.opensy.mining.pool.sql.DatabaseException;
import org.opensy.mining.pool.web.http.BodyLimit;
import org.opensy.mining.pool.web.http.HttpAdmissionFilter;
import org.opensy.mining.pool.web.token.SignedIn;

/**
 * Takes down what an operator asks for, once the token is checked, and keeps a row of what came to
 * nothing before any resource could: also a malformed request is an act. Thread-safe.
 */
@Provider
@ApplicationScoped
@OnRecord
@Priority(Priorities.AUTHORIZATION)
public class ActFilter implements ContainerRequestFilter, ContainerResponseFilter {
  private static final Logger LOG = System.getLogger(ActFilter.class.getName());
  private static final Set<String> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
  private static final String KEY = "Idempotency-Key";

  /** A string of RFC 8941, or the same without its quotes. */
  private static final Pattern KEY_FORM = Pattern.compile("(\"?)([!#-\\[\\]-~]{1,128})\\1");

  private final BodyLimit limit = new BodyLimit();
  private final BiConsumer<OperatorRequest, ActAnswer> refusals;

  /** For the container's proxy. */
  protected ActFilter() {
    this((BiConsumer<OperatorRequest, ActAnswer>) null);
  }

  @Inject
  public ActFilter(OperatorActs acts) {
    this(acts::refused);
  }

  ActFilter(BiConsumer<OperatorRequest, ActAnswer> refusals) {
    this.refusals = refusals;
  }

  @Override
  public void filter(ContainerRequestContext context) {
    if (READING.contains(context.getMethod())) {
      return;
    }
    // What follows may refuse the request, which is an act then, too.
    attach(context, "");
    byte[] body = limit.read(context.getEntityStream(), context.getLength());
    context.setEntityStream(new ByteArrayInputStream(body));
    attach(context, new String(body, StandardCharsets.UTF_8));
    if (context.getHeaderString(KEY) != null && key(context).isEmpty()) {
      throw new BadRequestException(KEY + " has 1 to 128 visible ASCII characters");
    }
  }

  private static void attach(ContainerRequestContext context, String body) {
    new OperatorCall(
            new OperatorRequest(
                new OperatorRequest.Caller(operator(context), source(context)),
                new OperatorRequest.Call(context.getMethod(), target(context.getUriInfo()), body),
                key(context)))
        .attachTo(context);
  }

  private static String operator(ContainerRequestContext context) {
    return AccessFilter.signedIn(context).map(SignedIn::who).orElseThrow();
  }

  private static Optional<String> key(ContainerRequestContext context) {
    return Optional.ofNullable(context.getHeaderString(KEY))
        .map(KEY_FORM::matcher)
        .filter(Matcher::matches)
        .map(form -> form.group(2));
  }

  private static String source(ContainerRequestContext context) {
    return context.getProperty(HttpAdmissionFilter.CLIENT) instanceof InetAddress client
        ? client.getHostAddress()
        : "";
  }

  private static String target(UriInfo uri) {
    String query = uri.getRequestUri().getRawQuery();
    return uri.getRequestUri().getRawPath() + (query == null ? "" : "?" + query);
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    Optional<OperatorCall> call = OperatorCall.of(request).filter(any -> !any.isRecorded());
    if (call.isPresent()) {
      ActAnswer answer = new ActAnswer(response.getStatus(), detail(response.getEntity()));
      try {
        refusals.accept(call.get().request(), answer);
      } catch (DatabaseException away) {
        LOG.log(Level.WARNING, "POOL-7002 a refused act is not stored", away);
      }
    }
  }

  /** The sentence of a problem. */
  private static String detail(Object entity) {
    if (entity == null) {
      return "";
    }
    try (JsonReader problem = Json.createReader(new StringReader(entity.toString()))) {
      return problem.readObject().getString("detail");
    }
  }
}
