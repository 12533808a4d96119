package org.opensy.mining.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** That it runs and compares like with like; how fast it is, is not for a test to say. */
class RandomXBenchmarkTest {

  @Test
  void bothSidesHashTheSameAndTheRatioIsPrinted() throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Optional<Comparison> comparison =
        new RandomXBenchmark(
                BenchmarkOptions.parse(
                    BenchmarkOptions.defaults(),
                    "--threads",
                    "1",
                    "--rounds",
                    "1",
                    "--seconds",
                    "1"),
                new PrintStream(printed, true, StandardCharsets.UTF_8))
            .run();
    String text = printed.toString(StandardCharsets.UTF_8);
    assertThat(text).contains("mode=light", "round  1  Java");
    if (comparison.isPresent()) {
      assertThat(text).contains("ratio");
      assertThat(comparison.get().ratio()).isPositive();
    } else {
      assertThat(text).contains("the C side is skipped");
    }
  }
}
