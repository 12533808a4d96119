package org.opensy.mining.pool.ban;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.stratum.api.Subnet;

class BanListTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final BanTerms TERMS = new BanTerms(Duration.ofMinutes(10), Duration.ofHours(24));
  private static final List<Subnet> LOOPBACK =
      List.of(Subnet.parse("127.0.0.0/8"), Subnet.parse("::1/128"));
  private static final InetAddress SOMEBODY = address("203.0.113.7");

  private final BanList banList = new BanList(TERMS, LOOPBACK);
  private Instant now = Instant.parse("2026-11-22T12:00:00Z");

  @Test
  void aBanHitsItsSubnetUntilItEnds() {
    Ban ban = place("203.0.113.0/24", HOUR);
    assertThat(banList.find(SOMEBODY, now)).contains(ban);
    assertThat(banList.find(address("203.0.114.7"), now)).isEmpty();
    now = now.plus(HOUR).minusMillis(1);
    assertThat(banList.find(SOMEBODY, now)).contains(ban);
    now = now.plusMillis(1);
    assertThat(banList.find(SOMEBODY, now)).isEmpty();
    assertThat(banList.inForce(now)).isEmpty();
  }

  @Test
  void theNarrowestBanThatIsInForceIsFound() {
    Ban wide = place("203.0.113.0/24", HOUR);
    Ban narrow = place("203.0.113.7", Duration.ofMinutes(1));
    assertThat(banList.find(SOMEBODY, now)).contains(narrow);
    now = now.plusSeconds(60);
    assertThat(banList.find(SOMEBODY, now)).contains(wide);
  }

  @RepeatedTest(20)
  void findsWhatALookAtEveryBanFinds(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<Ban> bans = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Subnet subnet = Subnet.of(randomAddress(random), random.nextInt(130));
      if (LOOPBACK.stream().noneMatch(mine -> mine.contains(subnet) || subnet.contains(mine))) {
        bans.removeIf(ban -> ban.subnet().equals(subnet));
        bans.add(place(subnet.toString(), Duration.ofSeconds(1 + random.nextInt(100))));
      }
    }
    now = now.plusSeconds(50);
    for (int i = 0; i < 500; i++) {
      InetAddress address = randomAddress(random);
      Stream<Ban> hits =
          bans.stream()
              .filter(ban -> ban.subnet().contains(address) && ban.until().isAfter(now))
              .filter(ban -> !banList.isAllowed(address));
      assertThat(banList.find(address, now))
          .isEqualTo(hits.reduce((a, b) -> a.subnet().bits() > b.subnet().bits() ? a : b));
    }
  }

  @Test
  void nobodyOnTheAllowListIsBannedByThePool() {
    assertThat(banList.punish(address("127.0.0.1"), "why", now)).isEmpty();
    assertThat(banList.punish(address("::1"), "why", now)).isEmpty();
    assertThat(banList.inForce(now)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.0.0.0/8", "0.0.0.0/0", "::/0", "::1"})
  void anOperatorsBanThatWouldHitTheAllowListIsRefused(String subnet) {
    assertThatThrownBy(() -> place(subnet, HOUR))
        .isInstanceOf(AllowedSubnetException.class)
        .hasMessageContaining("pool.ban.allow");
    assertThat(banList.inForce(now)).isEmpty();
  }

  @Test
  void aBanOfAnInstanceWithAnotherAllowListHitsNobodyWhoIsAllowedHere() {
    BanList other = new BanList(TERMS, List.of());
    Subnet all = Subnet.parse("0.0.0.0/0");
    other.place(new Ban(all, "why", "me", now, now.plus(HOUR)));
    banList.merge(other.unsent(10), now);
    assertThat(banList.find(address("127.0.0.1"), now)).isEmpty();
    assertThat(banList.find(SOMEBODY, now)).isPresent();
  }

  @Test
  void bansGetLongerUntilTheSourceHasKeptThePeaceForLongEnough() {
    assertThat(punishedFor()).isEqualTo(Duration.ofMinutes(10));
    assertThat(banList.punish(SOMEBODY, "again", now)).isEmpty();
    now = now.plus(Duration.ofMinutes(10));
    assertThat(punishedFor()).isEqualTo(Duration.ofMinutes(20));
    now = now.plus(Duration.ofMinutes(20)).plus(TERMS.longest()).minusMillis(1);
    banList.forget(now);
    assertThat(punishedFor()).isEqualTo(Duration.ofMinutes(40));
    now = now.plus(Duration.ofMinutes(40)).plus(TERMS.longest());
    assertThat(punishedFor()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void aLiftedBanIsForgiven() {
    punishedFor();
    assertThat(banList.lift(Subnet.parse("203.0.113.7"), now)).isTrue();
    assertThat(banList.find(SOMEBODY, now)).isEmpty();
    assertThat(banList.lift(Subnet.parse("203.0.113.7"), now)).isFalse();
    assertThat(banList.lift(Subnet.parse("203.0.113.0/24"), now)).isFalse();
    assertThat(punishedFor()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void whatIsDoneLastCountsThoughClocksDiffer() {
    BanList behind = new BanList(TERMS, LOOPBACK);
    place("203.0.113.7", HOUR);
    behind.merge(banList.unsent(10), now);
    assertThat(behind.lift(Subnet.parse("203.0.113.7"), now.minusSeconds(5))).isTrue();
    banList.merge(behind.unsent(10), now);
    assertThat(banList.find(SOMEBODY, now)).isEmpty();
  }

  @Test
  void whatIsHeardLateDoesNotUndoWhatWasDoneMeanwhile() {
    Ban ban = place("203.0.113.7", HOUR);
    List<BanRecord> early = banList.unsent(10);
    now = now.plusSeconds(1);
    banList.lift(ban.subnet(), now);
    assertThat(banList.merge(early, now)).isEmpty();
    banList.sent(early);
    assertThat(banList.find(SOMEBODY, now)).isEmpty();
    assertThat(banList.unsent(10)).extracting(BanRecord::lifted).containsExactly(true);
  }

  @Test
  void onlyBansThatWereNotInForceAreNews() {
    BanList other = new BanList(TERMS, LOOPBACK);
    Ban ban = place("203.0.113.7", HOUR);
    List<BanRecord> records = banList.unsent(10);
    assertThat(other.merge(records, now)).containsExactly(ban);
    assertThat(other.merge(records, now)).isEmpty();
    assertThat(banList.merge(records, now)).isEmpty();
    assertThat(new BanList(TERMS, LOOPBACK).merge(records, now.plus(HOUR))).isEmpty();
  }

  @RepeatedTest(50)
  void booksAgreeWhateverTheOrderInWhichTheyHearOfChanges(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<BanList> books = Stream.generate(() -> new BanList(TERMS, LOOPBACK)).limit(3).toList();
    Map<Subnet, BanRecord> redis = new HashMap<>();
    for (int step = 0; step < 300; step++) {
      now = now.plusMillis(1 + random.nextInt(100_000));
      BanList some = books.get(random.nextInt(3));
      InetAddress address = address("203.0.113." + random.nextInt(4));
      switch (random.nextInt(4)) {
        case 0 -> some.punish(address, "rubbish", now);
        case 1 -> some.place(new Ban(Subnet.of(address), "why", "me", now, now.plusSeconds(300)));
        case 2 -> some.lift(Subnet.of(address), now);
        default -> exchange(some, redis, random);
      }
    }
    books.forEach(each -> exchange(each, redis, random));
    books.forEach(each -> exchange(each, redis, random));
    assertThat(books.get(1).inForce(now)).hasSameElementsAs(books.get(0).inForce(now));
    assertThat(books.get(2).inForce(now)).hasSameElementsAs(books.get(0).inForce(now));
    assertThat(books).allSatisfy(each -> assertThat(each.unsent(1)).isEmpty());
  }

  /** As the script in Redis does it, but in any order and everything every time. */
  private void exchange(BanList some, Map<Subnet, BanRecord> redis, Random random) {
    List<BanRecord> unsent = new ArrayList<>(some.unsent(100));
    Collections.shuffle(unsent, random);
    for (BanRecord record : unsent) {
      redis.merge(
          record.ban().subnet(),
          record,
          (old, written) -> written.changed().isAfter(old.changed()) ? written : old);
    }
    some.sent(unsent);
    List<BanRecord> all = new ArrayList<>(redis.values());
    Collections.shuffle(all, random);
    some.merge(all, now);
  }

  @Test
  void aFullBookTakesNoAutomaticBansUntilItHasForgottenSome() {
    BanList small = new BanList(TERMS, LOOPBACK, 2);
    assertThat(small.punish(address("192.0.2.1"), "why", now)).isPresent();
    assertThat(small.punish(address("192.0.2.2"), "why", now)).isPresent();
    assertThat(small.punish(address("192.0.2.3"), "why", now)).isEmpty();
    now = now.plus(TERMS.first()).plus(TERMS.longest());
    small.forget(now);
    assertThat(small.punish(address("192.0.2.3"), "why", now)).isPresent();
    assertThat(small.unsent(10)).hasSize(1);
  }

  private Duration punishedFor() {
    Optional<Ban> ban = banList.punish(SOMEBODY, "rubbish", now);
    assertThat(ban).isPresent();
    return Duration.between(ban.get().since(), ban.get().until());
  }

  private Ban place(String subnet, Duration duration) {
    Ban ban = new Ban(Subnet.parse(subnet), "why", "me", now, now.plus(duration));
    banList.place(ban);
    return ban;
  }

  /** Few different leading bytes, so that subnets are hit. */
  private static InetAddress randomAddress(Random random) {
    byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
    random.nextBytes(bytes);
    bytes[0] = (byte) (random.nextBoolean() ? 10 : 127);
    bytes[1] = (byte) (bytes[1] & 1);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
