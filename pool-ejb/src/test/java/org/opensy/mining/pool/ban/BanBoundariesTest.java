package org.opensy.mining.pool.ban;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opensy.mining.stratum.api.Subnet;

/** A {@link BanList} that is full, its lists, and what other instances have yet to hear. */
class BanBoundariesTest {
  private static final BanTerms TERMS = new BanTerms(Duration.ofMinutes(10), Duration.ofHours(24));
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private final BanList banList = new BanList(TERMS, List.of());

  private static Ban ban(String subnet, Instant since) {
    return new Ban(Subnet.parse(subnet), "why", "alice", since, since.plus(HOUR));
  }

  private static BanRecord record(String subnet, Instant since) {
    return new BanRecord(ban(subnet, since), 0, since, false);
  }

  @Test
  void aBanThatNobodyPlacedByHandIsAutomatic() {
    assertThat(ban("192.0.2.1", NOW).isAutomatic()).isFalse();
    assertThat(
            new Ban(Subnet.parse("192.0.2.1"), "why", Ban.AUTOMATIC, NOW, NOW.plus(HOUR))
                .isAutomatic())
        .isTrue();
  }

  @Test
  void theBansInForceAreListedLatestFirst() {
    Ban first = ban("192.0.2.1", NOW);
    Ban second = ban("192.0.2.2", NOW.plusSeconds(1));
    banList.place(first);
    banList.place(second);

    assertThat(banList.inForce(NOW.plusSeconds(1))).containsExactly(second, first);
    assertThat(banList.inForce(first.until())).containsExactly(second);
    assertThat(banList.inForce(second.until())).isEmpty();
  }

  @Test
  void aFullBookLearnsOfNoOtherSubnetButOfWhatBecameOfItsOwn() {
    BanList small = new BanList(TERMS, List.of(), 2);
    Instant later = NOW.plusSeconds(1);

    assertThat(small.merge(List.of(record("192.0.2.1", NOW), record("192.0.2.2", NOW)), NOW))
        .hasSize(2);
    assertThat(small.merge(List.of(record("192.0.2.3", NOW)), NOW)).isEmpty();
    assertThat(small.inForce(NOW)).hasSize(2);

    BanRecord lifted = new BanRecord(ban("192.0.2.1", NOW), 0, later, true);
    small.merge(List.of(lifted), later);
    assertThat(small.inForce(later)).containsExactly(ban("192.0.2.2", NOW));
  }

  @Test
  void whatTheOthersHaveHeardIsNotSentAgainUntilTheyHaveForgottenIt() {
    banList.place(ban("192.0.2.1", NOW));
    banList.place(ban("192.0.2.2", NOW));
    List<BanRecord> both = banList.unsent(10);

    assertThat(banList.unsent(1)).containsExactly(both.get(0));
    banList.sent(both.subList(0, 1));
    assertThat(banList.unsent(10)).containsExactly(both.get(1));
    banList.sent(both);
    assertThat(banList.unsent(10)).isEmpty();
    banList.resend();
    assertThat(banList.unsent(10)).containsExactlyInAnyOrderElementsOf(both);
  }

  @Test
  void whatIsUnsentIsKeptAsLongAsItMatters() {
    Ban ban = ban("192.0.2.1", NOW);
    banList.place(ban);
    Instant forgotten = ban.until().plus(TERMS.longest());

    assertThat(banList.forgottenAt(banList.unsent(1).get(0))).isEqualTo(forgotten);
    banList.forget(forgotten.minusMillis(1));
    assertThat(banList.unsent(10)).hasSize(1);
    banList.forget(forgotten);
    assertThat(banList.unsent(10)).isEmpty();
  }
}
