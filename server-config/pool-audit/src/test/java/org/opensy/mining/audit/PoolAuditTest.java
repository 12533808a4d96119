package org.opensy.mining.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolAuditTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @TempDir private Path directory;

  @Test
  void withoutArgumentsItSaysHowItIsCalled() {
    assertThat(run()).isEqualTo(2);
    assertThat(said()).startsWith("usage:");
  }

  @Test
  void everyMissingKeyIsNamed() throws IOException {
    Path properties = Files.writeString(directory.resolve("p"), "pool.network=regtest\n");
    assertThat(run(properties.toString())).isEqualTo(2);
    assertThat(said()).contains("pool.address", "pool.node.url", "pool.db.password");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThat(run("/nowhere/p")).isEqualTo(2);
    assertThat(said()).contains("/nowhere/p");
  }

  private int run(String... args) {
    try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      return PoolAudit.run(List.of(args), out, out);
    }
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }
}
