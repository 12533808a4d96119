package org.opensy.mining.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolMigrateTest {
  private static final String PASSWORD = "the owner's password";

  @TempDir private Path secrets;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private Path properties;

  @BeforeEach
  void install() throws IOException {
    properties = Files.writeString(secrets.resolve("pool.properties"), "pool.db.user=runner\n");
    Files.writeString(secrets.resolve("pool.db.migration.password"), PASSWORD + "\n");
  }

  private int run(Map<String, String> environment, String... args) {
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    return PoolMigrate.run(List.of(args), environment, out, out);
  }

  private int runWithFiles(Map<String, String> environment) {
    return run(environment, properties.toString(), secrets.toString());
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void argumentsThatMakeNoSenseAreAnsweredWithTheUsage() {
    assertThat(run(Map.of())).isEqualTo(2);
    assertThat(said()).startsWith("usage: ");
    assertThat(run(Map.of(), "nowhere.properties", secrets.toString())).isEqualTo(2);
    assertThat(said()).contains("nowhere.properties");
  }

  @Test
  void everythingThatIsWrongIsNamedAndNoSecretIsTold() throws IOException {
    Files.delete(secrets.resolve("pool.db.migration.password"));

    int code =
        runWithFiles(
            Map.of(
                "POOL_DB_URL", "jdbc:mysql://x",
                "POOL_DB_USER", "a\"; drop",
                "POOL_DB_READ_USER", "pool_owner"));

    assertThat(code).isEqualTo(2);
    assertThat(said())
        .contains("pool.db.migration.password: is missing", "pool.db.url", "pool.db.user");
  }

  @Test
  void theOwnerIsNotTheRoleThatRunsThePool() {
    assertThat(runWithFiles(Map.of("POOL_DB_MIGRATION_USER", "runner"))).isEqualTo(2);
    assertThat(said()).contains("pool.db.migration.user: is the role of pool.db.user");
  }

  @Test
  void theRoleThatReadsIsNoneOfTheOthers() {
    assertThat(runWithFiles(Map.of("POOL_DB_READ_USER", "runner"))).isEqualTo(2);
    assertThat(said()).contains("pool.db.read.user: is one of the roles that write");
  }

  @Test
  void aDatabaseThatIsAwayIsTold() {
    assertThat(runWithFiles(Map.of("POOL_DB_URL", "jdbc:postgresql://127.0.0.1:1/pool")))
        .isEqualTo(1);
    assertThat(said()).contains("127.0.0.1").doesNotContain(PASSWORD);
  }
}
