package org.opensy.mining.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class NativeReferenceTest {
  private static final BenchmarkOptions OPTIONS =
      BenchmarkOptions.parse(BenchmarkOptions.defaults(), "--threads", "2");

  @Test
  void sharesOfTheProgramAreHashesOfTheGivenHeaders() throws IOException {
    Workload workload = Workload.of(OPTIONS.settings());
    String other = "00" + workload.header().substring(2);
    try (Workbench bench = Workbench.open(OPTIONS)) {
      if (bench.reference().isEmpty()) {
        return; // no C compiler
      }
      try (NativeReference.Session c = bench.reference().get().start(bench.library(), workload)) {
        c.awaitReady();
        List<String> headers = List.of(workload.header(), other);
        NativeReference.Batch batch = c.measureShares(1, 0xfffffff0, headers);
        assertThat(batch.solutions()).hasSizeGreaterThan(1).doesNotHaveDuplicates();
        assertThat(batch.rate().perSecond()).isPositive();
        NativeReference.Solution last = batch.solutions().get(batch.solutions().size() - 1);
        String header = headers.get(last.header()).substring(0, 2 * Workload.NONCE_AT);
        assertThat(hashOf(header + last.nonce(), bench, workload)).isEqualTo(last.result());
      }
    }
  }

  @Test
  void onlyPagesOfTheSameKindCompare() {
    NativeReference.Ready ready = new NativeReference.Ready(0, "large", "00");
    assertThat(ready.hasPagesOf("mode=light keys=1 pages=large flags=JIT")).isTrue();
    assertThat(ready.hasPagesOf("pages=large flags=JIT dataset ready pages=4k")).isFalse();
    assertThat(ready.hasPagesOf("mode=light keys=1 pages=transparent flags=JIT")).isFalse();
    assertThatThrownBy(() -> ready.requirePagesOf("mode=light"))
        .isInstanceOf(IllegalStateException.class);
  }

  /** As the program says at its start. */
  private static String hashOf(String header, Workbench bench, Workload like) {
    Workload workload = new Workload(like.settings(), like.key(), header);
    try (NativeReference.Session c = bench.reference().get().start(bench.library(), workload)) {
      return c.awaitReady().headerHash();
    }
  }
}
