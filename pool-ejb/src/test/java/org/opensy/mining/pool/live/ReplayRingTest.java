package org.opensy.mining.pool.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.pool.live.LiveEvent.Position;

class ReplayRingTest {
  private static final Instant START = Instant.parse("2026-11-28T12:00:00Z");

  private final ReplayRing ring = new ReplayRing(3);

  private static LiveEvent event(int seconds) {
    return LiveEvent.kept(
        LiveChannel.BLOCKS, new LiveData.Welcome(), START.plusSeconds(seconds), "b" + seconds);
  }

  private static String at(int seconds) {
    return Position.of(START.plusSeconds(seconds), "").toString();
  }

  @Test
  void anIdIsTheTimeInMicrosecondsAndWhatHappened() {
    assertThat(event(0).id()).contains("1795867200000000.b0");
  }

  @Test
  void whatCameAfterAKnownIdIsKnownWhateverItsTime() {
    ring.beginAt(Position.BEGIN);
    LiveEvent late = event(5);
    ring.add(event(10));
    ring.add(late);

    assertThat(ring.after(event(10).id().orElseThrow())).hasValue(java.util.List.of(late));
    assertThat(ring.after(late.id().orElseThrow())).hasValue(java.util.List.of());
  }

  @Test
  void anIdOfAnotherInstanceGoesByItsTimeAndTellsTheLastMomentsTwice() {
    ring.beginAt(Position.BEGIN);
    LiveEvent before = event(70);
    LiveEvent after = event(100);
    ring.add(event(60));
    ring.add(before);
    ring.add(after);

    assertThat(ring.after(at(80) + ".p7")).hasValue(java.util.List.of(before, after));
  }

  @Test
  void anEmptyPoolMissesNothing() {
    ring.beginAt(Position.BEGIN);
    assertThat(ring.position()).hasToString("0");
    LiveEvent first = event(1);
    ring.add(first);

    assertThat(ring.after("0")).hasValue(java.util.List.of(first));
  }

  @Test
  void whatMayHaveFallenOutIsNotKnown() {
    ring.beginAt(Position.BEGIN);
    for (int i = 0; i < 4; i++) {
      ring.add(event(100 * i));
    }

    assertThat(ring.after(at(10))).isPresent();
    assertThat(ring.after(at(9))).isEmpty();
    assertThat(ring.after("0")).isEmpty();
    assertThat(ring.after(event(0).id().orElseThrow())).isEmpty();
  }

  @Test
  void whatWasBeforeTheBeginningIsNotKnown() {
    assertThat(ring.after(at(1000))).isEmpty();
    assertThat(ring.position()).hasToString("0");
    ring.beginAt(Position.of(START, ""));

    assertThat(ring.after(at(10))).isPresent();
    assertThat(ring.after(at(9))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "-1", "x", "00", "1.", "1.b", "1.b1 ", "99999999999999999", "1.B1"})
  void whatIsNoIdIsNotKnown(String id) {
    ring.beginAt(Position.BEGIN);
    ring.add(event(1));

    assertThat(ring.after(id)).isEmpty();
  }
}
