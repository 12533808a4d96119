package org.opensy.mining.pool.config;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.opensy.mining.settings.Setting;
import org.opensy.mining.settings.SettingFormat;
import org.opensy.mining.settings.SettingsReader;
import org.opensy.mining.stratum.api.Subnet;

/**
 * What HTTP clients may take, and how they are told apart behind a proxy.
 *
 * @param requestsPerMinute of one source, an IPv4 address or a /64 of IPv6
 * @param proxies who is believed when it names the client that it speaks for
 * @param proxyHeader the one header that these proxies set
 * @param origins whose pages may read what is for everybody, as browsers name them; {@code *} for
 *     all
 */
public record HttpSettings(
    int requestsPerMinute, Set<Subnet> proxies, ProxyHeader proxyHeader, Set<String> origins) {
  private static final Pattern ORIGIN =
      Pattern.compile("https?://([a-z0-9.-]+|\\[[0-9a-f:]+])(:[0-9]{1,5})?");

  /** Takes copies of the sets. */
  public HttpSettings {
    proxies = Set.copyOf(proxies);
    origins = Set.copyOf(origins);
  }

  /** Where a proxy writes whom it speaks for. */
  public enum ProxyHeader {
    /** {@code X-Forwarded-For}, addresses separated by commas. */
    X_FORWARDED_FOR("X-Forwarded-For"),
    /** {@code Forwarded} of RFC 7239. */
    FORWARDED("Forwarded");

    private final String fieldName;

    ProxyHeader(String fieldName) {
      this.fieldName = fieldName;
    }

    /** As it stands in a request. */
    public String fieldName() {
      return fieldName;
    }
  }

  static Supplier<HttpSettings> read(SettingsReader keys) {
    Setting<Integer> requests =
        keys.required("pool.http.requests-per-minute", SettingFormat.number(10, 1_000_000));
    Setting<Set<Subnet>> proxies =
        keys.optional(
            "pool.http.proxies",
            Set.of(),
            new SettingFormat<>(
                "addresses or subnets such as 127.0.0.1,192.0.2.0/24",
                list -> Set.copyOf(Formats.subnets(list))));
    Setting<Boolean> forwarded =
        keys.required(
            "pool.http.proxy-header", SettingFormat.either("forwarded", "x-forwarded-for"));
    Setting<Set<String>> origins =
        keys.optional(
            "pool.http.cors-origins",
            Set.of(),
            new SettingFormat<>(
                "origins such as https://dashboard.example, separated by commas, or *",
                HttpSettings::origins));
    return () ->
        new HttpSettings(
            requests.get(),
            proxies.get(),
            forwarded.get() ? ProxyHeader.FORWARDED : ProxyHeader.X_FORWARDED_FOR,
            origins.get());
  }

  private static Set<String> origins(String list) {
    Set<String> origins = new HashSet<>();
    for (String text : list.split(",", -1)) {
      String origin = text.strip();
      if (!origin.equals("*") && !ORIGIN.matcher(origin).matches()) {
        throw new IllegalArgumentException("not an origin: " + origin);
      }
      origins.add(origin);
    }
    return origins;
  }
}
