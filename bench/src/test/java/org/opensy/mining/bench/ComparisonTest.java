package org.opensy.mining.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opensy.mining.randomx.RandomXMode;

class ComparisonTest {

  @Test
  void ratioIsTheMedianOfThePairs() {
    Comparison comparison = new Comparison("Java");
    comparison.add(new HashRate(100, 50), new HashRate(100, 100));
    comparison.add(new HashRate(1, 50), new HashRate(100, 50));
    comparison.add(new HashRate(98, 60), new HashRate(100, 50));
    assertThat(comparison.ratio()).isCloseTo(0.98, within(1e-9));
    assertThat(comparison.cpuRatio()).isCloseTo(1, within(1e-9));
    assertThat(comparison.summary()).contains("ratio 0.980", "Java    98.00 H/s");
  }

  @Test
  void medianOfAnEvenNumberIsBetweenTheMiddleTwo() {
    assertThat(Comparison.quantile(0.5, List.of(4.0, 1.0, 2.0, 100.0))).isEqualTo(3.0);
  }

  @Test
  void optionsAreReadInAnyOrder() {
    BenchmarkOptions options =
        BenchmarkOptions.parse(
            BenchmarkOptions.defaults(),
            "--threads",
            "3",
            "--mode",
            "full",
            "--pages",
            "off",
            "--library",
            "x");
    assertThat(options.settings().mode()).isEqualTo(RandomXMode.FULL);
    assertThat(options.settings().threads()).isEqualTo(3);
    assertThat(options.settings().largePages()).isFalse();
    assertThat(options.library()).contains(Path.of("x"));
    assertThat(options.rounds()).isEqualTo(BenchmarkOptions.defaults().rounds());
  }

  @Test
  void unknownOptionsAndMissingValuesAreRefusedWithTheUsage() {
    assertThatThrownBy(() -> BenchmarkOptions.parse(BenchmarkOptions.defaults(), "--speed", "1"))
        .hasMessageContaining("--mode");
    assertThatThrownBy(() -> BenchmarkOptions.parse(BenchmarkOptions.defaults(), "--mode"))
        .hasMessageContaining("no value");
    assertThatThrownBy(() -> BenchmarkOptions.parse(BenchmarkOptions.defaults(), "--mode", "auto"))
        .hasMessageContaining("light or full");
  }
}
