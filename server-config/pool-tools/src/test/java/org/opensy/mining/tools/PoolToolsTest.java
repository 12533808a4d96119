package org.opensy.mining.tools;

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

class PoolToolsTest {
  @TempDir private Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private ExitCode run(String... args) {
    return PoolTools.run(
        List.of(args),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String file(byte[] content) throws IOException {
    return Files.write(directory.resolve("proof.json"), content).toString();
  }

  @Test
  void aProofThatHoldsIsToldInOneLine() throws IOException {
    assertThat(run("verify-proof", Golden.ROOT, file(Golden.proof()))).isEqualTo(ExitCode.OK);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(
            "proven: syl1pm9e7rkuk00hgpc8aemylehjws780rfvqupq29374d2scyxycw63qhmhdkc"
                + " gets 4499.99774999 SYL of block"
                + " 82e3dc0578efb06617bee3ba1064c81013857e7bd74e3c1933355a6eedc80925"
                + " for work 900000 of 2000001 (44.9999 %), pplns, fee 0.00 %\n");
    assertThat(err.size()).isZero();
  }

  @Test
  void aProofThatDoesNotHoldIsToldWithWhatDiffers() throws IOException {
    byte[] richer = Golden.proofWith("449999774999", "449999775000");

    assertThat(run("verify-proof", Golden.ROOT, file(richer))).isEqualTo(ExitCode.DIFFERS);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(
            "not proven: total amount is 994499997748,"
                + " should be 994499997747, what the totals leave\n");
  }

  @Test
  void anotherRootIsToldWithBothRoots() throws IOException {
    String other = "0".repeat(64);

    assertThat(run("verify-proof", other, file(Golden.proof()))).isEqualTo(ExitCode.DIFFERS);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(
            "not proven: root is " + Golden.ROOT + ", should be " + other + "\n");
  }

  @Test
  void aFileThatIsNoProofProvesNothing() throws IOException {
    byte[] unknown = Golden.proofWith("proof/1", "proof/9");

    assertThat(run("verify-proof", Golden.ROOT, file(unknown))).isEqualTo(ExitCode.DIFFERS);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines("not proven: format is not opensy-reward-proof/1\n");
  }

  @Test
  void argumentsThatMakeNoSenseAreAnsweredWithTheUsage() throws IOException {
    String proof = file(Golden.proof());

    assertThat(run()).isEqualTo(ExitCode.USAGE);
    assertThat(run("prove")).isEqualTo(ExitCode.USAGE);
    assertThat(run("verify-proof")).isEqualTo(ExitCode.USAGE);
    assertThat(run("verify-proof", Golden.ROOT)).isEqualTo(ExitCode.USAGE);
    assertThat(run("verify-proof", Golden.ROOT, proof, proof)).isEqualTo(ExitCode.USAGE);
    assertThat(run("verify-proof", Golden.ROOT.substring(1), proof)).isEqualTo(ExitCode.USAGE);
    assertThat(run("verify-proof", Golden.ROOT, proof + ".missing")).isEqualTo(ExitCode.USAGE);
    assertThat(out.size()).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("unknown command", "64 hex digits", "cannot read")
        .contains("usage: java -jar pool-tools.jar");
  }
}
