package org.opensy.mining.coopmine.coordinator.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.opensy.mining.coopmine.coordinator.Samples.NOON;
import static org.opensy.mining.coopmine.coordinator.Samples.registration;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WorkerRegistryTest {
  private final WorkerRegistry registry = new WorkerRegistry(2, Duration.ofSeconds(30), NOON);

  @Test
  void takesNoMoreWorkersThanItMay() {
    assertThat(registry.register(registration(1), NOON)).isPresent();
    assertThat(registry.register(registration(2), NOON)).isPresent();
    assertThat(registry.register(registration(3), NOON)).isEmpty();
    assertThat(registry.register(registration(2), NOON)).isPresent();
  }

  @Test
  void replacesTheFormerRegistrationOfTheSameProcessAndKeepsItsCounts() {
    WorkerSession former = registry.register(registration(1), NOON).orElseThrow();
    former.tally().accepted();
    WorkerSession again = registry.register(registration(1), NOON).orElseThrow();
    assertThat(again.number()).isEqualTo(former.number());
    assertThat(again.tally().counts(NOON).accepted()).isEqualTo(1);
    assertThat(registry.find(former.id())).isEmpty();
    assertThat(registry.find(again.id())).containsSame(again);
    assertThat(registry.sessions()).hasSize(1);
  }

  @Test
  void dropsWhoIsSilentForLongerThanTheTimeout() {
    WorkerSession silent = registry.register(registration(1), NOON).orElseThrow();
    WorkerSession alive = registry.register(registration(2), NOON).orElseThrow();
    alive.beat(NOON.plusSeconds(20), 100, 1000);
    assertThat(registry.expire(NOON.plusSeconds(30))).isEmpty();
    assertThat(registry.expire(NOON.plusSeconds(31))).containsExactly(silent);
    assertThat(registry.find(silent.id())).isEmpty();
    assertThat(registry.sessions()).containsExactly(alive);
  }

  @Test
  void countsTheSharesOfWorkersThatAreGoneToo() {
    WorkerSession gone = registry.register(registration(1), NOON).orElseThrow();
    gone.tally().accepted();
    gone.tally().refused("stale_job");
    assertThat(registry.expire(NOON.plusSeconds(31))).hasSize(1);
    ShareTally.Counts totals = registry.totals(NOON);
    assertThat(totals.accepted()).isEqualTo(1);
    assertThat(totals.rejected()).isEqualTo(1);
  }

  @Test
  void turnsVerifiedSharesIntoARateOverTenMinutes() {
    ShareTally tally = ShareTally.since(NOON);
    for (int second = 0; second < 1200; second += 10) {
      tally.verified(NOON.plusSeconds(second), 1000);
    }
    double rate = tally.counts(NOON.plusSeconds(1199)).verifiedHashRate();
    assertThat(rate).isCloseTo(100, within(6.0));
    assertThat(tally.counts(NOON.plusSeconds(3600)).verifiedHashRate()).isZero();
  }

  @Test
  void refusesRegistrationsWithBadFields() {
    String instance = "0".repeat(32);
    assertThatThrownBy(() -> new Registration("bad name", 1, instance, "")).hasMessage("bad name");
    assertThatThrownBy(() -> new Registration("w", 0, instance, "")).hasMessage("bad threads");
    assertThatThrownBy(() -> new Registration("w", 1, "00", "")).hasMessage("bad instance");
    assertThatThrownBy(() -> new Registration("w", 1, instance, "a\nb")).hasMessage("bad agent");
  }
}
