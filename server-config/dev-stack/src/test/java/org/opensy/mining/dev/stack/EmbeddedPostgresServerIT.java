package org.opensy.mining.dev.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class EmbeddedPostgresServerIT {
  private final Path work = TestPaths.fresh(EmbeddedPostgresServerIT.class);
  private final Path binaries = StackPaths.fromSystemProperties().postgresBinaries();

  @Test
  void dataIsStillThereWhenTheServerIsStartedAgain() throws SQLException {
    try (EmbeddedPostgresServer server = new EmbeddedPostgresServer(binaries, work, Ports.free())) {
      server.start();
      execute(server, "CREATE TABLE kept (n int)");
      execute(server, "INSERT INTO kept VALUES (42)");
      server.stop();
      assertThat(Ports.isFree(server.port())).isTrue();
      server.start();
      assertThat(number(server, "SELECT n FROM kept")).isEqualTo(42);
      assertThat(number(server, "SHOW server_version_num")).isGreaterThan(170_000);
    }
  }

  private static void execute(EmbeddedPostgresServer server, String sql) throws SQLException {
    try (Connection connection = server.connect(server.owner());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int number(EmbeddedPostgresServer server, String query) throws SQLException {
    try (Connection connection = server.connect(server.owner());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      assertThat(rows.next()).isTrue();
      return rows.getInt(1);
    }
  }
}
