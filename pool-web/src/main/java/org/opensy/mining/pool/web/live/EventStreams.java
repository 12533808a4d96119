package org.opensy.mining.pool.web.live;

import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.live.LiveChannel;
import org.opensy.mining.pool.live.LiveClient;
import org.opensy.mining.pool.live.LiveHub;
import org.opensy.mining.pool.live.LivePlace;
import org.opensy.mining.pool.live.LiveRefusal;
import org.opensy.mining.pool.live.LiveSources;
import org.opensy.mining.pool.web.CrossOrigin;
import org.opensy.mining.pool.web.LiveViews;
import org.opensy.mining.pool.web.PoolStatistics;
import org.opensy.mining.pool.web.ServletProblems;
import org.opensy.mining.pool.web.http.HttpAdmissionFilter;

/**
 * {@code GET /api/v1/events}: server-sent events. No resource of JAX-RS, whose streams wait for
 * their readers; a stream here holds neither a thread nor a request of the bounded ones. Also says
 * where live statistics come from, and ends all connections when the application stops.
 */
@WebServlet(urlPatterns = EventStreams.PATH, asyncSupported = true, loadOnStartup = 1)
public class EventStreams extends HttpServlet {
  /** Where they are. */
  public static final String PATH = "/api/v1/events";

  private static final long serialVersionUID = 1;
  private static final String TYPE = "text/event-stream";
  private static final Pattern ACCEPTING =
      Pattern.compile("(?i)(^|,)\\s*(text/event-stream|text/\\*|\\*/\\*)\\s*(;|,|$)");

  @Inject private transient LiveHub hub;
  @Inject private transient LiveSources sources;
  @Inject private transient PoolStatistics statistics;
  @Inject private transient LiveViews views;
  @Inject private transient CrossOrigin crossOrigin;
  @Inject private transient PoolConfig config;
  @Inject private transient InstantSource clock;

  private transient StreamFormat format;

  @Override
  public void init() {
    format = new StreamFormat(views);
    sources.takeStatsFrom(() -> LiveViews.stats(statistics.now()));
  }

  @Override
  public void destroy() {
    hub.close();
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional.ofNullable(request.getHeader("Origin"))
        .filter(crossOrigin::admits)
        .ifPresent(origin -> response.setHeader("Access-Control-Allow-Origin", origin));
    response.setHeader("Vary", "Accept, Origin");
    try {
      answer(request, response);
    } catch (WebApplicationException refusal) {
      ServletProblems.write(response, refusal);
    }
  }

  private void answer(HttpServletRequest request, HttpServletResponse response) {
    boolean isHead = request.getMethod().equals("HEAD");
    if (!isHead && !request.getMethod().equals("GET")) {
      throw new NotAllowedException(
          "This method is not for this path.",
          Response.status(Response.Status.METHOD_NOT_ALLOWED)
              .header(HttpHeaders.ALLOW, "GET, HEAD")
              .build());
    }
    String accepted = request.getHeader("Accept");
    if (accepted != null && !ACCEPTING.matcher(accepted).find()) {
      throw new NotAcceptableException("Events are " + TYPE + ".");
    }
    Set<LiveChannel> channels =
        StreamQuery.channels(request.getParameterMap(), config.chain().network());
    response.setContentType(TYPE);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no");
    if (!isHead) {
      stream(request, channels);
    }
  }

  private void stream(HttpServletRequest request, Set<LiveChannel> channels) {
    InetAddress address = (InetAddress) request.getAttribute(HttpAdmissionFilter.CLIENT);
    LiveHub.Admission admission = hub.admit(address);
    LivePlace place =
        admission
            .place()
            .orElseThrow(() -> LiveRefusals.of(admission.refusal().orElse(LiveRefusal.FULL)));
    AsyncContext context = request.startAsync();
    context.setTimeout(0);
    StreamSink sink = new StreamSink(context, format, clock.instant());
    Optional<String> lastId = Optional.ofNullable(request.getHeader("Last-Event-ID"));
    Optional<LiveClient> client = hub.join(place, sink, channels, lastId);
    if (client.isPresent()) {
      sink.start(client.get());
    } else {
      hub.refused(LiveRefusal.MINERS);
      StreamSink.refuse(context, LiveRefusals.of(LiveRefusal.MINERS));
    }
  }
}
