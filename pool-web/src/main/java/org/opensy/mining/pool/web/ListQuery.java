package org.opensy.mining.pool.web;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.opensy.mining.pool.report.Range;

/** What every list understands: {@code limit}, {@code cursor}, {@code from} and {@code to}. */
public class ListQuery {
  /** The most entries of a part. */
  static final int MOST = 100;

  @QueryParam("limit")
  @DefaultValue("20")
  private String limit;

  @QueryParam("cursor")
  private String cursor;

  @QueryParam("from")
  private String from;

  @QueryParam("to")
  private String to;

  /** For the container. */
  public ListQuery() {}

  /** How many are wanted, 1 to {@value #MOST}. */
  int limit() {
    return limit(limit);
  }

  /** How many are wanted, 1 to {@value #MOST}. */
  static int limit(String text) {
    return limit(text, MOST);
  }

  /** How many are wanted, 1 to {@code most}, which is less than 10,000. */
  static int limit(String text, int most) {
    if (!text.matches("[1-9][0-9]{0,3}") || Integer.parseInt(text) > most) {
      throw new BadParameterException("limit", "is a number from 1 to " + most);
    }
    return Integer.parseInt(text);
  }

  /** The part of the list, with one entry more that tells whether it goes on. */
  Range range() {
    return range(before(cursor), from, to, limit() + 1);
  }

  /** A part of a list, within the times that are asked for. */
  static Range range(long before, String from, String to, int entries) {
    Range all = Range.latest(entries);
    return new Range(before, time("from", from, all.from()), time("to", to, all.to()), entries);
  }

  /** Where a part ends whose cursor is a time, in seconds. */
  static Instant end(Range range) {
    return range.before() >= range.to().getEpochSecond()
        ? range.to()
        : Instant.ofEpochSecond(range.before());
  }

  /** The number that a cursor stands for; no entry has a higher one without a cursor. */
  static long before(String cursor) {
    return cursor == null
        ? Long.MAX_VALUE
        : Cursor.number(cursor)
            .orElseThrow(
                () -> new BadParameterException("cursor", "is not the next of an earlier part"));
  }

  private static Instant time(String name, String text, Instant otherwise) {
    if (text == null) {
      return otherwise;
    }
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      Range all = Range.latest(1);
      return time.isBefore(all.from()) ? all.from() : time.isAfter(all.to()) ? all.to() : time;
    } catch (DateTimeParseException wrong) {
      throw new BadParameterException(name, "is a time such as 2026-11-27T12:00:00Z");
    }
  }
}
