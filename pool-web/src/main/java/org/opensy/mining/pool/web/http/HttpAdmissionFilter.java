package org.opensy.mining.pool.web.http;

import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Collections;
import java.util.Optional;

/**
 * Stands before everything that the pool serves over HTTP; see {@link HttpAdmission}. What follows
 * finds the client's address in the attribute {@value #CLIENT}. The server refuses some requests
 * before any filter, such as those with a bad token: these come by here on their way to the error
 * page. Thread-safe.
 */
public class HttpAdmissionFilter extends HttpFilter {
  /** Attribute of a request with the {@link InetAddress} of the client. */
  public static final String CLIENT = "org.opensy.mining.pool.client";

  private static final long serialVersionUID = 1;
  private static final String POLICY = "\"requests\"";
  private static final String API = "/api/";

  @Inject private transient HttpAdmission admission;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getAttribute(CLIENT) != null) {
      chain.doFilter(request, response);
      return;
    }
    HttpAdmission.Verdict verdict = admission.judge(arrival(request));
    verdict.use().ifPresent(use -> announce(use, response));
    request.setAttribute(CLIENT, verdict.client());
    if (verdict.refusal().isPresent()) {
      refuse(verdict.refusal().get(), request, response);
      return;
    }
    if (request.getHeader("Upgrade") != null && request.getContentLengthLong() > 0) {
      // The server does not know where the body of such a request ends, nor where the next begins.
      response.setHeader("Connection", "close");
    }
    chain.doFilter(request, response);
  }

  private HttpAdmission.Arrival arrival(HttpServletRequest request) {
    return new HttpAdmission.Arrival(
        Listener.of(getServletContext().getVirtualServerName()),
        path(request),
        peer(request),
        Collections.list(request.getHeaders(admission.proxyHeader())),
        body(request));
  }

  /** As it stands in the request, also while the server shows its error page. */
  private static String path(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String asked
        ? asked
        : request.getRequestURI();
  }

  private static HttpAdmission.Body body(HttpServletRequest request) {
    boolean chunked = request.getHeader("Transfer-Encoding") != null;
    return new HttpAdmission.Body(
        request.getContentLengthLong(), chunked && request.getHeader("Content-Length") != null);
  }

  private static InetAddress peer(HttpServletRequest request) {
    String text = request.getRemoteAddr().replaceFirst("%.*", "");
    Optional<InetAddress> address = AddressText.parse(text);
    return address.orElseThrow(() -> new IllegalStateException("not an address: " + text));
  }

  /** The fields of draft-ietf-httpapi-ratelimit-headers, revisions 9 to 11. */
  private static void announce(RequestLimit.Use use, HttpServletResponse response) {
    response.setHeader(
        "RateLimit-Policy", POLICY + ";q=" + use.quota() + ";w=" + RequestLimit.WINDOW_SECONDS);
    response.setHeader("RateLimit", POLICY + ";r=" + use.remaining() + ";t=" + use.secondsLeft());
  }

  /** A page that is not there has a page that says so. */
  private static void refuse(
      Refusal refusal, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean page =
        refusal.reason() == Refusal.Reason.NOT_HERE
            && request.getDispatcherType() == DispatcherType.REQUEST;
    if (page && !path(request).startsWith(API)) {
      response.sendError(refusal.reason().status());
    } else {
      refusal.write(response);
    }
  }
}
