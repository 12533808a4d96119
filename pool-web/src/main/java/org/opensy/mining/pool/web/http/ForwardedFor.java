package org.opensy.mining.pool.web.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code Forwarded} of RFC 7239: elements separated by commas, in each of them pairs
 * separated by semicolons, values perhaps in quotes.
 */
final class ForwardedFor {
  private static final String FOR = "for=";

  private ForwardedFor() {}

  /** Whom each element speaks for, from left to right; empty text where it does not say. */
  static List<String> clients(String header) {
    return split(header, ',').stream().map(ForwardedFor::client).toList();
  }

  private static String client(String element) {
    Optional<String> value =
        split(element, ';').stream()
            .map(String::strip)
            .filter(pair -> pair.regionMatches(true, 0, FOR, 0, FOR.length()))
            .map(pair -> pair.substring(FOR.length()))
            .findFirst();
    return value.map(ForwardedFor::unquoted).orElse("");
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  /** At separators outside quotes; a quote that is not closed reaches to the end. */
  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int begin = 0;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == '"') {
        quoted = !quoted;
      } else if (letter == '\\' && quoted) {
        i++;
      } else if (letter == separator && !quoted) {
        parts.add(text.substring(begin, i));
        begin = i + 1;
      }
    }
    parts.add(text.substring(begin));
    return parts;
  }
}
