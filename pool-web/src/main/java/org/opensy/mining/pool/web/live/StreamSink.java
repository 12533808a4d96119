package org.opensy.mining.pool.web.live;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.opensy.mining.pool.live.LiveClient;
import org.opensy.mining.pool.live.LiveEnd;
import org.opensy.mining.pool.live.LiveEvent;
import org.opensy.mining.pool.live.LiveSink;
import org.opensy.mining.pool.web.ServletProblems;

/**
 * A stream of server-sent events, written as far as the connection takes it. It ends after an hour,
 * and those that began together not at once: what a client does not read fills buffers of server
 * and kernel that nobody sees, and the client comes back by itself.
 */
final class StreamSink implements LiveSink, WriteListener {
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration SPREAD = Duration.ofMinutes(10);

  private final AsyncContext context;
  private final ServletOutputStream out;
  private final StreamFormat format;
  private final Instant until;
  private volatile LiveClient client;
  private volatile boolean open;

  /** A stream that is not written to before {@link #start}. */
  StreamSink(AsyncContext context, StreamFormat format, Instant now) {
    this.context = context;
    this.format = format;
    this.until =
        now.plus(LONGEST).plusMillis(ThreadLocalRandom.current().nextLong(SPREAD.toMillis()));
    try {
      this.out = context.getResponse().getOutputStream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whose stream it is. */
  void start(LiveClient whose) {
    client = whose;
    out.setWriteListener(this);
  }

  /** Answers a request that was to be a stream with a refusal. */
  static void refuse(AsyncContext context, WebApplicationException refusal) {
    try {
      ServletProblems.write((HttpServletResponse) context.getResponse(), refusal);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      context.complete();
    }
  }

  @Override
  public void onWritePossible() {
    open = true;
    client.drain();
  }

  @Override
  public void onError(Throwable failure) {
    client.end(LiveEnd.GONE);
  }

  @Override
  public Transport transport() {
    return Transport.SSE;
  }

  @Override
  public boolean isReady() {
    return open && out.isReady();
  }

  @Override
  public void write(LiveEvent event) throws IOException {
    out.write(event.text(format).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public boolean isOver(Instant now) {
    return now.isAfter(until);
  }

  @Override
  public void end(LiveEnd why) {
    context.complete();
  }
}
