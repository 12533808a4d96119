package org.opensy.mining.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar runs by itself, and holds nothing that it does not need. */
class PoolToolsIT {
  private static final Path JAR = Path.of(System.getProperty("tools.jar"));
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  @TempDir private Path directory;

  private Process verify(byte[] proof) throws IOException {
    Path file = Files.write(directory.resolve("proof.json"), proof);
    return new ProcessBuilder(
            List.of(
                JAVA.toString(),
                "-jar",
                JAR.toString(),
                "verify-proof",
                Golden.ROOT,
                file.toString()))
        .redirectErrorStream(true)
        .start();
  }

  private static String output(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void theJarVerifiesAProof() throws Exception {
    Process process = verify(Golden.proof());

    assertThat(output(process)).startsWith("proven: syl1pm9e7");
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void theJarRefutesAProof() throws Exception {
    Process process = verify(Golden.proofWith("900000", "900001"));

    assertThat(output(process)).startsWith("not proven: total work");
    assertThat(process.waitFor()).isEqualTo(1);
  }

  @Test
  void theJarHoldsThePurePackagesAndJacksonOnly() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(jar.stream().map(entry -> entry.getName()).filter(name -> !name.endsWith("/")))
          .allMatch(
              name ->
                  name.matches(
                      "META-INF/.*"
                          + "|com/fasterxml/jackson/(annotation|core|databind)/.*"
                          + "|org/opensy/mining/(tools|pool/chain|pool/reward)/.*"));
    }
  }
}
