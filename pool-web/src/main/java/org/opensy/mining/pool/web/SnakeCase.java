package org.opensy.mining.pool.web;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.config.PropertyNamingStrategy;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * How JSON is written: members in snake_case, nothing as null, times as RFC 3339 in UTC with
 * milliseconds, numbers that may be large as texts. Thread-safe.
 */
@Provider
public class SnakeCase implements ContextResolver<Jsonb> {
  /** For JSON that is not written by a resource's answer. Thread-safe. */
  static final Jsonb JSON =
      JsonbBuilder.create(
          new JsonbConfig()
              .withPropertyNamingStrategy(PropertyNamingStrategy.LOWER_CASE_WITH_UNDERSCORES)
              .withNullValues(true)
              .withAdapters(new Times(), new LargeNumbers()));

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  @Override
  public Jsonb getContext(Class<?> type) {
    return JSON;
  }

  /** A time as JSON has it: RFC 3339, UTC, cut off after the milliseconds. */
  static String time(Instant time) {
    return TIME.format(time);
  }

  /** What the component of a record is called in JSON. */
  static String name(String component) {
    return component.replaceAll("(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  /** A value of a set, in lower case. */
  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Times. */
  public static final class Times implements JsonbAdapter<Instant, String> {
    @Override
    public String adaptToJson(Instant time) {
      return time(time);
    }

    @Override
    public Instant adaptFromJson(String text) {
      return Instant.parse(text);
    }
  }

  /** Work and difficulties, which outgrow what JSON readers count exactly. */
  public static final class LargeNumbers implements JsonbAdapter<BigInteger, String> {
    @Override
    public String adaptToJson(BigInteger number) {
      return number.toString();
    }

    @Override
    public BigInteger adaptFromJson(String text) {
      return new BigInteger(text);
    }
  }
}
