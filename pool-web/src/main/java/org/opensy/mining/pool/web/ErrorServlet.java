package org.opensy.mining.pool.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

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

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getDispatcherType() != DispatcherType.ERROR) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    Object uri = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    if (isApi(String.valueOf(uri))) {
      int status = response.getStatus();
      response.setContentType(Problems.TYPE);
      write(response, Problems.json(status, sentence(status)).getBytes(StandardCharsets.UTF_8));
    } else {
      response.setContentType("text/html;charset=UTF-8");
      try (InputStream page = getServletContext().getResourceAsStream(PAGE)) {
        write(response, page.readAllBytes());
      }
    }
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
