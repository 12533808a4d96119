package org.opensy.mining.metrics;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells the series of a metric apart. There is a series for each value, so there are to be few.
 *
 * @param name letters, digits and {@code _}
 * @param value any text
 */
public record Label(String name, String value) {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  /** Throws IllegalArgumentException for a name that Prometheus does not know. */
  public Label {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not the name of a label: " + name);
    }
  }

  /** A label whose value is the name of a constant in lower case. */
  public static Label of(String name, Enum<?> constant) {
    return new Label(name, constant.name().toLowerCase(Locale.ROOT));
  }
}
