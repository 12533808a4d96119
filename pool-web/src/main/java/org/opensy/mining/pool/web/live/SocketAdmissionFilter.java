package org.opensy.mining.pool.web.live;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.live.LiveHub;
import org.opensy.mining.pool.live.LivePlace;
import org.opensy.mining.pool.live.LiveRefusal;
import org.opensy.mining.pool.web.ServletProblems;
import org.opensy.mining.pool.web.http.HttpAdmissionFilter;

/**
 * Stands before {@code /ws}: lets in programs and pages of this or of named origins, as far as
 * there is room. Thread-safe.
 */
public class SocketAdmissionFilter extends HttpFilter {
  private static final long serialVersionUID = 1;

  @Inject private transient LiveHub hub;
  @Inject private transient PoolConfig config;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
      chain.doFilter(request, response);
      return;
    }
    if (!isOwnOrNamed(request)) {
      ServletProblems.write(response, LiveRefusals.of(hub.refused(LiveRefusal.ORIGIN)));
      return;
    }
    InetAddress client = (InetAddress) request.getAttribute(HttpAdmissionFilter.CLIENT);
    LiveHub.Admission admission = hub.admit(client);
    if (admission.place().isEmpty()) {
      ServletProblems.write(
          response, LiveRefusals.of(admission.refusal().orElse(LiveRefusal.FULL)));
      return;
    }
    handshake(admission.place().get(), request, response, chain);
  }

  private void handshake(
      LivePlace place, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    SocketPlaces.offer(place);
    try {
      chain.doFilter(request, response);
    } finally {
      if (SocketPlaces.withdraw()) {
        hub.release(place);
      }
    }
  }

  private boolean isOwnOrNamed(HttpServletRequest request) {
    List<String> origins = Collections.list(request.getHeaders("Origin"));
    return origins.isEmpty()
        || (origins.size() == 1
            && (isOwn(origins.get(0), request.getHeader("Host"))
                || config.http().origins().contains("*")
                || config.http().origins().contains(origins.get(0))));
  }

  /** Whether a page comes from the host that is asked; a proxy may have put TLS before it. */
  static boolean isOwn(String origin, String host) {
    String[] parts = origin.toLowerCase(Locale.ROOT).split("://", 2);
    if (host == null || parts.length != 2) {
      return false;
    }
    return switch (parts[0]) {
      case "https" -> same(parts[1], host, ":443");
      case "http" -> same(parts[1], host, ":80");
      default -> false;
    };
  }

  private static boolean same(String authority, String host, String usualPort) {
    return bare(authority, usualPort).equals(bare(host.toLowerCase(Locale.ROOT), usualPort));
  }

  private static String bare(String authority, String usualPort) {
    return authority.endsWith(usualPort)
        ? authority.substring(0, authority.length() - usualPort.length())
        : authority;
  }
}
