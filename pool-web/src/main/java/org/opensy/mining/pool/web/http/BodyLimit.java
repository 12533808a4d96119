package org.opensy.mining.pool.web.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Reads a whole body before anybody parses it: not more than 16 KiB, and not for longer than ten
 * seconds and one read. What is announced as longer never comes this far. Thread-safe.
 */
@Provider
@Priority(Priorities.HEADER_DECORATOR)
public class BodyLimit implements ReaderInterceptor {
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final InstantSource clock;

  /** With the system's clock. */
  public BodyLimit() {
    this(InstantSource.system());
  }

  BodyLimit(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    String length = context.getHeaders().getFirst(HttpHeaders.CONTENT_LENGTH);
    byte[] body = read(context.getInputStream(), length == null ? -1 : Integer.parseInt(length));
    context.setInputStream(new ByteArrayInputStream(body));
    return context.proceed();
  }

  /**
   * Reads all of a body.
   *
   * @param announced its length, negative if it was not announced: whoever asks for an upgrade of
   *     the protocol, as Java's own client does with HTTP/2, gets a stream from the server that
   *     does not end with the body
   * @throws ClientErrorException 413 if it is too long, 408 if it does not come in time
   */
  public byte[] read(InputStream in, int announced) {
    Instant end = clock.instant().plus(LONGEST);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] part = new byte[2048];
    int length = 0;
    while (length >= 0 && (announced < 0 || body.size() < announced)) {
      length = next(in, part);
      body.write(part, 0, Math.max(0, length));
      if (body.size() > HttpAdmission.MOST_BODY_BYTES) {
        throw new ClientErrorException(
            "No body is longer than " + HttpAdmission.MOST_BODY_BYTES + " bytes.",
            Response.Status.REQUEST_ENTITY_TOO_LARGE);
      }
      if (clock.instant().isAfter(end)) {
        throw tooSlow(null);
      }
    }
    return body.toByteArray();
  }

  /** The server gives up a read that yields nothing for some seconds. */
  private static int next(InputStream in, byte[] part) {
    try {
      return in.read(part);
    } catch (IOException stalled) {
      throw tooSlow(stalled);
    }
  }

  private static ClientErrorException tooSlow(IOException cause) {
    return new ClientErrorException(
        "The body did not come in time.", Response.Status.REQUEST_TIMEOUT, cause);
  }
}
