package org.opensy.mining.dev.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BlockPaceTest {
  private static final Duration SPACING = Duration.ofSeconds(30);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void theFirstBlockChangesNothing() {
    assertThat(new BlockPace(SPACING).next(100, START)).isEqualTo(100);
  }

  @Test
  void blocksAtTheRightPaceChangeNothing() {
    BlockPace pace = new BlockPace(SPACING);
    pace.next(100, START);
    assertThat(pace.next(100, START.plus(SPACING))).isEqualTo(100);
  }

  @Test
  void oneBlockChangesItFourfoldAtMost() {
    BlockPace fast = new BlockPace(SPACING);
    fast.next(100, START);
    assertThat(fast.next(100, START)).isEqualTo(400);
    BlockPace slow = new BlockPace(SPACING);
    slow.next(100, START);
    assertThat(slow.next(100, START.plus(Duration.ofDays(1)))).isEqualTo(25);
  }

  @Test
  void itNeverGetsEasierThanRegtest() {
    BlockPace pace = new BlockPace(SPACING);
    pace.next(2, START);
    assertThat(pace.next(2, START.plus(Duration.ofDays(1)))).isEqualTo(2);
  }

  @Test
  void spacingBelowASecondIsRefused() {
    assertThatThrownBy(() -> new BlockPace(Duration.ofMillis(999)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anySpeedOfMinersEndsNearTheWantedPace() {
    SplittableRandom random = new SplittableRandom(20261122);
    for (double hashesPerSecond : new double[] {5, 700, 40_000}) {
      BlockPace pace = new BlockPace(SPACING);
      Instant now = START;
      long hashes = 100;
      Instant settled = START;
      for (int block = 0; block < 600; block++) {
        double seconds = -Math.log(1 - random.nextDouble()) * hashes / hashesPerSecond;
        now = now.plusMillis(Math.round(seconds * 1000));
        hashes = pace.next(hashes, now);
        if (block == 99) {
          settled = now;
        }
      }
      assertThat(Duration.between(settled, now).toSeconds() / 500.0).isBetween(20.0, 45.0);
    }
  }
}
