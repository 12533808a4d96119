package org.opensy.mining.pool.config;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.opensy.mining.pool.auth.Role;
import org.opensy.mining.pool.auth.RoleNames;
import org.opensy.mining.pool.auth.SigningKeys;
import org.opensy.mining.settings.Setting;
import org.opensy.mining.settings.SettingFormat;
import org.opensy.mining.settings.SettingsReader;

/**
 * Who may sign in, and which tokens are taken.
 *
 * @param bootstrap the secret that stands for all roles; nobody has it without the key
 * @param issuer whose tokens are taken
 * @param keys that the pool signs its own tokens with
 * @param roles how tokens say who has which role
 */
public record AuthSettings(
    Optional<Secret> bootstrap, Issuer issuer, SigningKeys keys, RoleNames roles) {
  /** Key of MicroProfile JWT: where the keys of another issuer are. */
  public static final String KEY_LOCATION = "mp.jwt.verify.publickey.location";

  private static final String BOOTSTRAP = "pool.admin.token";
  private static final String SECRET =
      "a secret of 32 to 256 printable characters without spaces, such as `openssl rand -hex 32` gives";
  private static final String STRONG = "[\\x21-\\x7e]{32,256}";
  private static final String LONGEST = "pool.auth.longest-minutes";
  private static final String ISSUER = "mp.jwt.verify.issuer";
  private static final String AUDIENCES = "mp.jwt.verify.audiences";
  private static final String OURS = "opensy-pool";
  private static final SettingFormat<List<String>> NAMES =
      new SettingFormat<>("names, separated by commas", AuthSettings::names);
  private static final SettingFormat<SigningKeys> PEM =
      new SettingFormat<>(
          "private RSA keys of 2048 bits or more (PKCS#8, PEM), the one that signs first; such as"
              + " `openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:3072` gives",
          SigningKeys::parse);

  /** Made when first asked for. */
  private static final class KeysOfThisProcess {
    private static final SigningKeys KEYS = SigningKeys.random();
  }

  /**
   * Whose tokens are taken.
   *
   * @param name claim {@code iss}
   * @param audiences one of them is in the claim {@code aud}
   * @param isForeign whether somebody else issues them, and not the pool
   * @param life of tokens that the pool issues
   * @param longestLife of any token
   */
  public record Issuer(
      String name, List<String> audiences, boolean isForeign, Duration life, Duration longestLife) {

    /** Takes a copy of the list. */
    public Issuer {
      audiences = List.copyOf(audiences);
    }
  }

  static Supplier<AuthSettings> read(SettingsReader keys) {
    Supplier<Optional<Secret>> bootstrap = bootstrap(keys);
    Supplier<Issuer> issuer = issuer(keys);
    Setting<Optional<SigningKeys>> signing = keys.secret("pool.auth.key", PEM);
    Supplier<RoleNames> roles = roles(keys);
    return () ->
        new AuthSettings(bootstrap.get(), issuer.get(), orRandom(signing.get()), roles.get());
  }

  /** The keys that the pool signs with, of a configuration that is good. */
  public static SigningKeys keys(Config config) {
    return orRandom(PoolConfig.reader(config).secret("pool.auth.key", PEM).get());
  }

  /** Without keys of its own an instance takes no tokens of another one, nor of its former life. */
  private static SigningKeys orRandom(Optional<SigningKeys> configured) {
    return configured.orElseGet(() -> KeysOfThisProcess.KEYS);
  }

  private static Supplier<Optional<Secret>> bootstrap(SettingsReader keys) {
    Setting<Optional<Secret>> secret = keys.secret(BOOTSTRAP, Formats.secret(SECRET));
    if (secret.get().filter(text -> !text.reveal().matches(STRONG)).isPresent()) {
      keys.report(BOOTSTRAP, "is too short or has characters that no header can hold", SECRET);
    }
    return secret;
  }

  private static Supplier<Issuer> issuer(SettingsReader keys) {
    Setting<String> name = keys.required(ISSUER, SettingFormat.TEXT);
    Setting<List<String>> audiences = keys.required(AUDIENCES, NAMES);
    Setting<Optional<String>> location = keys.optional(KEY_LOCATION, SettingFormat.TEXT);
    Setting<Integer> life = keys.required("pool.auth.token-minutes", SettingFormat.number(1, 60));
    Setting<Integer> longest = keys.required(LONGEST, SettingFormat.number(1, 1440));
    if (life.isUsable() && longest.isUsable() && longest.get() < life.get()) {
      keys.report(LONGEST, "is less than pool.auth.token-minutes", "at least " + life.get());
    }
    boolean isForeign = location.isUsable() && location.get().isPresent();
    if (isForeign && name.isUsable() && name.get().equals(OURS)) {
      keys.report(ISSUER, "is the pool's own", "the issuer whose keys are at " + KEY_LOCATION);
    }
    return () ->
        new Issuer(
            name.get(),
            audiences.get(),
            isForeign,
            Duration.ofMinutes(life.get()),
            Duration.ofMinutes(longest.get()));
  }

  private static Supplier<RoleNames> roles(SettingsReader keys) {
    Setting<List<String>> claims = keys.required("pool.auth.roles-claim", NAMES);
    Map<Role, Setting<List<String>>> names = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      names.put(role, keys.required("pool.auth.role." + role.lowerCaseName(), NAMES));
    }
    return () -> {
      Map<Role, Set<String>> all = new EnumMap<>(Role.class);
      names.forEach((role, words) -> all.put(role, Set.copyOf(words.get())));
      return new RoleNames(claims.get(), all);
    };
  }

  private static List<String> names(String list) {
    List<String> names = Stream.of(list.split(",", -1)).map(String::strip).toList();
    if (names.contains("")) {
      throw new IllegalArgumentException("an empty name");
    }
    return names.stream().distinct().toList();
  }
}
