package org.opensy.mining.pool.web.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the addresses that proxies write: with or without a port, IPv6 with or without brackets.
 */
final class AddressText {
  private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final String V4 = OCTET + "(?:\\." + OCTET + "){3}";
  private static final String V6 = "(?=[^:]*:[^:]*:)[0-9A-Fa-f:.]{2,45}";
  private static final Pattern FORM =
      Pattern.compile(
          "(?<v4>"
              + V4
              + ")(?::\\d{1,5})?|(?<v6>"
              + V6
              + ")|\\[(?<boxed>"
              + V6
              + ")](?::\\d{1,5})?");

  private AddressText() {}

  /** The address; nothing if it is none, or a name, which is never looked up. */
  static Optional<InetAddress> parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      return Optional.empty();
    }
    String v6 = form.group("boxed") == null ? form.group("v6") : form.group("boxed");
    try {
      // Neither form can be a name: all octets are in range, and no name has a colon.
      return Optional.of(InetAddress.getByName(v6 == null ? form.group("v4") : v6));
    } catch (UnknownHostException malformed) {
      return Optional.empty();
    }
  }
}
