package org.opensy.mining.pool.ban;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opensy.mining.stratum.api.Subnet;

/** A {@link BanBook} that is full, its lists, and what other instances have yet to hear. */
class BanBoundariesTest {
  private static final BanTerms TERMS = new BanTerms(Duration.ofMinutes(10), Duration.ofHours(24));
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private final BanBook book = new BanBook(TERMS, List.of());

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
    book.place(first);
    book.place(second);

    assertThat(book.inForce(NOW.plusSeconds(1))).containsExactly(second, first);
    assertThat(book.inForce(first.until())).containsExactly(second);
    assertThat(book.inForce(second.until())).isEmpty();
  }

  @Test
  void aFullBookLearnsOfNoOtherSubnetButOfWhatBecameOfItsOwn() {
    BanBook small = new BanBook(TERMS, List.of(), 2);
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
    book.place(ban("192.0.2.1", NOW));
    book.place(ban("192.0.2.2", NOW));
    List<BanRecord> both = book.unsent(10);

    assertThat(book.unsent(1)).containsExactly(both.get(0));
    book.sent(both.subList(0, 1));
    assertThat(book.unsent(10)).containsExactly(both.get(1));
    book.sent(both);
    assertThat(book.unsent(10)).isEmpty();
    book.resend();
    assertThat(book.unsent(10)).containsExactlyInAnyOrderElementsOf(both);
  }

  @Test
  void whatIsUnsentIsKeptAsLongAsItMatters() {
    Ban ban = ban("192.0.2.1", NOW);
    book.place(ban);
    Instant forgotten = ban.until().plus(TERMS.longest());

    assertThat(book.forgottenAt(book.unsent(1).get(0))).isEqualTo(forgotten);
    book.forget(forgotten.minusMillis(1));
    assertThat(book.unsent(10)).hasSize(1);
    book.forget(forgotten);
    assertThat(book.unsent(10)).isEmpty();
  }
}
