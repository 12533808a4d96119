package org.opensy.mining.pool.web;

import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.opensy.mining.pool.web.http.HttpAdmissionFilter;
import org.opensy.mining.pool.web.http.WrongTokens;
import org.opensy.mining.pool.web.token.Claims;
import org.opensy.mining.pool.web.token.TokenRules;

/**
 * Says the failures that no resource says: below {@code /api} as a problem, elsewhere as a page.
 * The server's error pages ({@code web.xml}) lead here; for whoever comes by another way there is
 * nothing here.
 */
@WebServlet(urlPatterns = ErrorServlet.PATH)
public class ErrorServlet extends HttpServlet {
  static final String PATH = "/error";

  private static final long serialVersionUID = 1;
  private static final String PAGE = "/error.html";

  @Inject private transient WrongTokens wrongTokens;
  @Inject private transient InstantSource clock;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getDispatcherType() != DispatcherType.ERROR) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    Object uri = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    int status = response.getStatus();
    if (status == HttpServletResponse.SC_UNAUTHORIZED) {
      refuseToken(request, response);
    } else if (isApi(String.valueOf(uri))) {
      problem(response, Problems.json(status, sentence(status)));
    } else {
      response.setContentType("text/html;charset=UTF-8");
      try (InputStream page = getServletContext().getResourceAsStream(PAGE)) {
        write(response, page.readAllBytes());
      }
    }
  }

  /** Only of tokens the server itself says that, whatever was asked for with them. */
  private void refuseToken(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String shown = Objects.requireNonNullElse(request.getHeader("Authorization"), "");
    Optional<Claims> claims = Claims.of(shown.substring(shown.indexOf(' ') + 1));
    boolean isExpired =
        claims.filter(some -> TokenRules.isExpired(some, clock.instant())).isPresent();
    if (!isExpired
        && request.getAttribute(HttpAdmissionFilter.CLIENT) instanceof InetAddress client) {
      wrongTokens.shownBy(client);
    }
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, SignInProblems.INVALID_CHALLENGE);
    problem(
        response,
        isExpired
            ? Problems.json(401, SignInProblems.EXPIRED, "The token has expired.")
            : Problems.json(401, "token_invalid", "The token is none that the pool takes."));
  }

  private static void problem(HttpServletResponse response, String json) throws IOException {
    response.setContentType(Problems.TYPE);
    write(response, json.getBytes(StandardCharsets.UTF_8));
  }

  private static void write(HttpServletResponse response, byte[] body) throws IOException {
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static boolean isApi(String uri) {
    return uri.equals("/api") || uri.startsWith("/api/");
  }

  private static String sentence(int status) {
    return switch (status) {
      case HttpServletResponse.SC_NOT_FOUND -> "There is nothing here.";
      case HttpServletResponse.SC_METHOD_NOT_ALLOWED -> "This method is not for this path.";
      case HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE -> "The body is too long.";
      default ->
          status < HttpServletResponse.SC_INTERNAL_SERVER_ERROR
              ? "The request is malformed."
              : "The pool cannot answer this now.";
    };
  }
}
