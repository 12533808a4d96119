package org.opensy.mining.pool.web.http;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * An answer that a request gets instead of what it asked for, as {@code application/problem+json}
 * (RFC 9457).
 *
 * @param reason why
 * @param detail a sentence for people
 * @param retryAfter seconds after which it may be tried again; 0 if that would not help
 */
record Refusal(Reason reason, String detail, long retryAfter) {

  /** Why requests are refused. */
  enum Reason {
    /** The path is not written as the pool's paths are. */
    PATH_SPELLING(400, "Bad Request"),
    /** A proxy names no address for the client. */
    UNKNOWN_CLIENT(400, "Bad Request"),
    /** There is no such path on this listener. */
    NOT_HERE(404, "Not Found"),
    /** The body has two lengths: a proxy and the pool could understand different ones. */
    TWO_LENGTHS(400, "Bad Request"),
    /** The body is longer than any that the pool reads. */
    BODY_TOO_LONG(413, "Content Too Large"),
    /** Too many requests in this minute. */
    LIMITED(429, "Too Many Requests"),
    /** The client is banned. */
    BANNED(429, "Too Many Requests");

    private final int status;
    private final String title;

    Reason(int status, String title) {
      this.status = status;
      this.title = title;
    }

    int status() {
      return status;
    }

    /** What programs go by; docs/api.md lists them. */
    private String code() {
      return switch (this) {
        case NOT_HERE -> "not_found";
        case LIMITED -> "too_many_requests";
        default -> name().toLowerCase(Locale.ROOT);
      };
    }
  }

  /** Whether what follows on the connection is of no use. */
  boolean endsConnection() {
    return reason == Reason.TWO_LENGTHS || reason == Reason.BODY_TOO_LONG;
  }

  static Refusal of(Reason reason, String detail) {
    return new Refusal(reason, detail, 0);
  }

  /** Answers with it. */
  void write(HttpServletResponse response) throws IOException {
    byte[] body =
        Json.createObjectBuilder()
            .add("type", "urn:opensy-mining:problem:" + reason.code())
            .add("title", reason.title)
            .add("status", reason.status)
            .add("detail", detail)
            .add("code", reason.code())
            .add("errors", JsonValue.EMPTY_JSON_ARRAY)
            .build()
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    response.setStatus(reason.status);
    if (retryAfter > 0) {
      response.setHeader("Retry-After", Long.toString(retryAfter));
    }
    if (endsConnection()) {
      response.setHeader("Connection", "close");
    }
    response.setHeader("Cache-Control", "no-store");
    response.setContentType("application/problem+json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
