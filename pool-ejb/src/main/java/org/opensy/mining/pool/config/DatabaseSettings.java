package org.opensy.mining.pool.config;

import java.util.Optional;
import java.util.function.Supplier;
import org.opensy.mining.settings.Setting;
import org.opensy.mining.settings.SettingFormat;
import org.opensy.mining.settings.SettingsReader;

/**
 * The database and the roles that know it. The running role's login ({@code pool.db.…}) is resolved
 * by the container's data source; it is only checked here.
 *
 * @param url of the PostgreSQL driver, without a login
 * @param run the role that runs the pool and may change no schema
 * @param migration the role that owns the schema; only whoever migrates has its password
 * @param read the role that may only read, if there is one; only whoever reads has its password
 */
public record DatabaseSettings(String url, Login run, Login migration, Optional<Login> read) {
  private static final String RUN = "pool.db.user";
  private static final String RUN_PASSWORD = "pool.db.password";
  private static final String MIGRATION = "pool.db.migration.user";
  private static final String MIGRATION_PASSWORD = "pool.db.migration.password";
  private static final String READ = "pool.db.read.user";
  private static final String READ_PASSWORD = "pool.db.read.password";

  private static final SettingFormat<Secret> PASSWORD =
      Formats.secret("the password of the database role");
  private static final SettingFormat<String> ROLE =
      new SettingFormat<>(
          "the name of a database role: at most 63 letters, digits and _ - . @",
          DatabaseSettings::role);

  /**
   * A role of the database.
   *
   * @param user its name, which needs no more than double quotes around it in SQL
   * @param password empty for whoever only has to know that the role is there
   */
  public record Login(String user, Optional<Secret> password) {}

  /** For the pool: the running role's password has to be there. */
  static Supplier<DatabaseSettings> read(SettingsReader keys) {
    keys.requiredSecret(RUN_PASSWORD, PASSWORD);
    return all(keys);
  }

  /**
   * For whoever migrates: the owner's password has to be there, the running role's need not.
   *
   * @throws ConfigProblems naming all keys that are missing or wrong
   */
  public static DatabaseSettings forMigration(SettingsReader keys) {
    keys.requiredSecret(MIGRATION_PASSWORD, PASSWORD);
    Supplier<DatabaseSettings> settings = all(keys);
    keys.check(ConfigProblems::new);
    return settings.get();
  }

  private static Supplier<DatabaseSettings> all(SettingsReader keys) {
    Setting<String> url = url(keys);
    Setting<String> run = keys.required(RUN, ROLE);
    Setting<Optional<Secret>> runPassword = keys.secret(RUN_PASSWORD, PASSWORD);
    Setting<String> migration = keys.required(MIGRATION, ROLE);
    Setting<Optional<Secret>> migrationPassword = keys.secret(MIGRATION_PASSWORD, PASSWORD);
    Setting<Optional<String>> read = keys.optional(READ, ROLE);
    Setting<Optional<Secret>> readPassword = keys.secret(READ_PASSWORD, PASSWORD);
    if (run.isUsable() && migration.isUsable() && read.isUsable()) {
      checkThatTheyDiffer(keys, run.get(), migration.get(), read.get());
    }
    return () ->
        new DatabaseSettings(
            url.get(),
            new Login(run.get(), runPassword.get()),
            new Login(migration.get(), migrationPassword.get()),
            read.get().map(user -> new Login(user, readPassword.get())));
  }

  private static Setting<String> url(SettingsReader keys) {
    String key = "pool.db.url";
    String expected = "jdbc:postgresql://host:port/database, without a password";
    Setting<String> url = keys.required(key, new SettingFormat<>(expected, text -> text));
    if (url.isUsable()
        && (!url.get().startsWith("jdbc:postgresql:") || url.get().contains("password="))) {
      keys.report(key, "is not the address of a PostgreSQL database", expected);
    }
    return url;
  }

  private static void checkThatTheyDiffer(
      SettingsReader keys, String run, String migration, Optional<String> read) {
    if (run.equals(migration)) {
      keys.report(
          MIGRATION, "is the role of " + RUN, "a role that owns the schema and nobody runs");
    }
    if (read.filter(user -> user.equals(run) || user.equals(migration)).isPresent()) {
      keys.report(READ, "is one of the roles that write", "a role that only reads");
    }
  }

  private static String role(String text) {
    if (!text.matches("[A-Za-z0-9_.@-]{1,63}")) {
      throw new IllegalArgumentException("not a name");
    }
    return text;
  }
}
