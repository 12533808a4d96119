package org.opensy.mining.migrate;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.opensy.mining.pool.config.ConfigProblems;
import org.opensy.mining.pool.config.DatabaseSettings;
import org.opensy.mining.pool.ledger.SchemaOwner;
import org.opensy.mining.settings.SettingsFiles;
import org.opensy.mining.settings.SettingsReader;

/**
 * {@code pool-migrate PROPERTIES SECRETS}: the properties file that the pool was installed with,
 * and a folder that holds {@code pool.db.migration.password}. Exits with 0 if the schema is up to
 * date and the roles have their rights, 1 if that could not be done, 2 if nothing was tried. May
 * run beside servers, and beside others of its kind.
 */
public final class PoolMigrate {
  private static final String USAGE =
      "usage: java -jar pool-migrate.jar pool.properties folder-with-secrets, one file a key";
  private static final String DEFAULTS = "/META-INF/microprofile-config.properties";

  private PoolMigrate() {}

  /** Runs and ends with the exit code. */
  public static void main(String[] args) {
    System.exit(run(List.of(args), System.getenv(), System.out, System.err));
  }

  static int run(
      List<String> args, Map<String, String> environment, PrintStream out, PrintStream err) {
    if (args.size() != 2) {
      err.println(USAGE);
      return 2;
    }
    try {
      DatabaseSettings settings = settings(args, environment);
      SchemaOwner.of(settings).migrate();
      out.println("migrated " + settings.url());
      return 0;
    } catch (IOException | InvalidPathException | ConfigProblems unusable) {
      err.println("pool-migrate: " + unusable.getMessage());
      return 2;
    } catch (FlywayException failed) {
      err.println("pool-migrate: " + failed.getMessage());
      return 1;
    }
  }

  private static DatabaseSettings settings(List<String> args, Map<String, String> environment)
      throws IOException {
    SettingsFiles files =
        SettingsFiles.read(
            DatabaseSettings.class.getResourceAsStream(DEFAULTS),
            Path.of(args.get(0)),
            Optional.of(Path.of(args.get(1))),
            environment);
    return DatabaseSettings.forMigration(new SettingsReader(files));
  }
}
