package org.opensy.mining.pool.ban;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.stratum.api.Offence;
import org.opensy.mining.stratum.api.Subnet;

/** Scores under the packaged settings, over a clock that the tests move. */
class ScoresTest {
  private static final ScoreTerms TERMS = new ScoreTerms(100, Duration.ofMinutes(10));
  private static final InetAddress SOMEBODY = address("192.0.2.1");

  private final Scores scores = new Scores(TERMS);
  private Instant now = Instant.parse("2026-11-22T12:00:00Z");

  @Test
  void aScoreHalvesInAHalfLife() {
    scores.add(SOMEBODY, Offence.WORTHLESS_SESSION, now);
    assertThat(points()).isEqualTo(25);
    pass(Duration.ofMinutes(10));
    assertThat(points()).isEqualTo(12.5);
    pass(Duration.ofMinutes(20));
    assertThat(points()).isEqualTo(3.125);
  }

  @Test
  void aClockThatGoesBackTakesNothingAwayAndAddsNothing() {
    scores.add(SOMEBODY, Offence.WORTHLESS_SESSION, now);
    now = now.minusSeconds(3600);
    assertThat(points()).isEqualTo(25);
  }

  @ParameterizedTest
  @EnumSource(Offence.class)
  void manyOffencesOfAKindInOneSecondCountOnce(Offence offence) {
    for (int i = 0; i < 1000; i++) {
      assertThat(scores.add(SOMEBODY, offence, now)).isFalse();
    }
    assertThat(points()).isEqualTo(Score.weight(offence));
  }

  @ParameterizedTest
  @EnumSource(Offence.class)
  void whoGoesOnForMinutesWithoutAGoodShareIsBanned(Offence offence) {
    assertThat(secondsUntilBan(offence, 20, 600)).isBetween(3, 300);
  }

  @ParameterizedTest
  @EnumSource(names = {"PROTOCOL_ERROR", "NO_LOGIN", "LOGIN_REFUSED"})
  void rigsThatAreSetUpWrongNeverBanTheOthersOfTheirFarm(Offence offence) {
    assertThat(secondsUntilBan(offence, 5, 24 * 3600))
        .as("25 rigs that try again every five seconds")
        .isEqualTo(24 * 3600);
    assertThat(points()).isZero();
  }

  @Test
  void halfAFarmThatIsSetUpWrongIsOutweighedByTheOtherHalf() {
    for (int second = 0; second < 24 * 3600; second++) {
      for (int rig = 0; rig < 50; rig++) {
        assertThat(scores.add(SOMEBODY, Offence.LOGIN_REFUSED, now)).isFalse();
      }
      // 250 rigs, each with a share of the first difficulty in 15 seconds.
      scores.credit(SOMEBODY, 16, now);
      pass(Duration.ofSeconds(1));
    }
  }

  @Test
  void whoIsNotCalmIsNotForgotten() {
    for (int second = 0; second < 300; second++) {
      for (int i = 0; i < 20; i++) {
        scores.add(SOMEBODY, Offence.NO_LOGIN, now);
      }
      scores.forget(now);
      pass(Duration.ofSeconds(1));
    }
    assertThat(scores.size()).as("banned by now, and on its way to the next ban").isOne();
    pass(Duration.ofHours(2));
    scores.forget(now);
    assertThat(scores.size()).isZero();
  }

  @Test
  void creditIsAsMuchAsTheWorkIs() {
    scores.add(SOMEBODY, Offence.WORTHLESS_SESSION, now);
    scores.credit(SOMEBODY, 0.001, now);
    assertThat(points()).isEqualTo(24.999);
    scores.credit(SOMEBODY, 20, now);
    assertThat(points()).isEqualTo(4.999, within(1e-9));
  }

  @Test
  void whoWasBannedBeginsAtNothing() {
    secondsUntilBan(Offence.FLOOD, 1, 600);
    assertThat(points()).isZero();
    assertThat(scores.size()).isZero();
  }

  @Test
  void aFarmIsNotBannedForOneRigThatSendsRubbish() {
    Random random = new Random(1);
    for (int second = 0; second < 24 * 3600; second++) {
      if (second % 5 == 0) {
        assertThat(scores.add(SOMEBODY, Offence.PROTOCOL_ERROR, now)).isFalse();
      }
      // 500 rigs, each with a share in half a minute.
      for (int rig = 0; rig < 500; rig++) {
        if (random.nextInt(30) == 0) {
          scores.credit(SOMEBODY, 1, now);
        }
      }
      pass(Duration.ofSeconds(1));
    }
  }

  @Test
  void aFarmThatComesBackAllAtOnceMayBreakEveryLimitForHalfAMinute() {
    for (int i = 0; i < 30; i++) {
      for (int rig = 0; rig < 500; rig++) {
        assertThat(scores.add(SOMEBODY, Offence.FLOOD, now)).isFalse();
      }
      pass(Duration.ofSeconds(1));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 40})
  void anUnstableRigIsNeverBanned(int percentWrong) {
    Random random = new Random(percentWrong);
    for (int share = 0; share < 100_000; share++) {
      if (random.nextInt(100) < percentWrong) {
        assertThat(scores.add(SOMEBODY, Offence.WRONG_RESULT, now)).isFalse();
      } else {
        scores.credit(SOMEBODY, 1, now);
      }
      pass(Duration.ofSeconds(2));
    }
  }

  @Test
  void creditIsNotHoarded() {
    scores.add(SOMEBODY, Offence.FLOOD, now);
    for (int i = 0; i < 1000; i++) {
      scores.credit(SOMEBODY, 1, now);
    }
    assertThat(points()).isZero();
    pass(Duration.ofSeconds(1));
    scores.add(SOMEBODY, Offence.WORTHLESS_SESSION, now);
    assertThat(points()).isEqualTo(25);
  }

  @Test
  void oneSourceIsAnAddressOrACustomersNetworkOfIpv6() {
    assertThat(Scores.source(SOMEBODY)).isEqualTo(Subnet.parse("192.0.2.1/32"));
    assertThat(Scores.source(address("2001:db8:1:2:3:4:5:6")))
        .isEqualTo(Subnet.parse("2001:db8:1:2::/64"));
    scores.add(address("2001:db8:1:2::1"), Offence.WRONG_RESULT, now);
    scores.add(address("2001:db8:1:2::2"), Offence.FLOOD, now);
    assertThat(scores.points(address("2001:db8:1:2::3"), now)).isEqualTo(3);
    assertThat(scores.points(address("2001:db8:1:3::1"), now)).isZero();
    assertThat(scores.points(address("192.0.2.2"), now)).isZero();
  }

  @Test
  void pointsAreWhatASlowSumOfAllOffencesGives() {
    Random random = new Random(7);
    double sum = 0;
    for (int i = 0; i < 5000; i++) {
      int pause = 1 + random.nextInt(30);
      pass(Duration.ofSeconds(pause));
      sum *= Math.pow(2, -pause / 600.0);
      if (random.nextInt(3) == 0) {
        scores.credit(SOMEBODY, 1, now);
        sum = Math.max(0, sum - 1);
      } else {
        Offence offence = random.nextBoolean() ? Offence.WRONG_RESULT : Offence.FLOOD;
        sum += Score.weight(offence);
        assertThat(scores.add(SOMEBODY, offence, now)).isEqualTo(sum >= 100);
        sum = sum >= 100 ? 0 : sum;
      }
      assertThat(points()).isEqualTo(sum, within(1e-9));
    }
  }

  @Test
  void whenFullTheWorstAreKept() {
    Scores few = new Scores(TERMS, 1000);
    for (int i = 0; i < 3000; i++) {
      few.add(address("10.0." + i / 256 + "." + i % 256), Offence.FLOOD, now);
      assertThat(few.size()).isLessThanOrEqualTo(1000);
      if (i % 300 == 299) {
        few.add(SOMEBODY, Offence.WORTHLESS_SESSION, now);
      }
      if (i % 100 == 99) {
        few.forget(now);
        pass(Duration.ofSeconds(90));
      }
    }
    assertThat(few.points(SOMEBODY, now)).isGreaterThan(50);
    assertThat(few.points(address("10.0.0.1"), now)).isZero();
    assertThat(few.points(address("10.0.11.180"), now)).isGreaterThan(1);
  }

  @Test
  void aFullMemoryOfEqualsMakesRoomAndCountsWhomItKnows() {
    Scores few = new Scores(TERMS, 100);
    few.add(SOMEBODY, Offence.FLOOD, now);
    for (int i = 0; i < 200; i++) {
      few.add(address("10.0.0." + i), Offence.FLOOD, now);
    }
    assertThat(few.size()).isEqualTo(100);
    few.add(SOMEBODY, Offence.WRONG_RESULT, now);
    assertThat(few.points(SOMEBODY, now)).isEqualTo(3);
    few.forget(now);
    assertThat(few.size()).isLessThan(90);
    assertThat(few.points(SOMEBODY, now)).isEqualTo(3);
  }

  @Test
  void forgetsWhoHasNextToNothing() {
    scores.add(SOMEBODY, Offence.FLOOD, now);
    pass(Duration.ofMinutes(19));
    scores.forget(now);
    assertThat(scores.size()).isEqualTo(1);
    pass(Duration.ofMinutes(2));
    scores.forget(now);
    assertThat(scores.size()).isZero();
  }

  private int secondsUntilBan(Offence offence, int perSecond, int atMost) {
    for (int second = 0; second < atMost; second++) {
      for (int i = 0; i < perSecond; i++) {
        if (scores.add(SOMEBODY, offence, now)) {
          return second;
        }
      }
      pass(Duration.ofSeconds(1));
    }
    return atMost;
  }

  private double points() {
    return scores.points(SOMEBODY, now);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
