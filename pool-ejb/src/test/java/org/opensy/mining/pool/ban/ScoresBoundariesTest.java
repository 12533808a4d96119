package org.opensy.mining.pool.ban;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opensy.mining.stratum.api.Offence;

/** How many points are too many, and how many sources. */
class ScoresBoundariesTest {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final Duration HALF_LIFE = Duration.ofMinutes(10);

  private static InetAddress address(int last) {
    try {
      return InetAddress.getByName("192.0.2." + last);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Scores scores(int threshold, int most) {
    return new Scores(new ScoreTerms(threshold, HALF_LIFE), most);
  }

  @Test
  void exactlyAsManyPointsAsTheThresholdAreTooMany() {
    assertThat(scores(25, 10).add(address(1), Offence.WORTHLESS_SESSION, NOW)).isTrue();
    assertThat(scores(26, 10).add(address(1), Offence.WORTHLESS_SESSION, NOW)).isFalse();
  }

  @Test
  void whoComesWhenTheMemoryIsFullIsNotCountedNorBanned() {
    Scores full = scores(26, 1);
    full.add(address(1), Offence.WORTHLESS_SESSION, NOW);

    assertThat(full.add(address(2), Offence.WORTHLESS_SESSION, NOW)).isFalse();
    assertThat(full.points(address(2), NOW)).isZero();
    assertThat(full.add(address(1), Offence.FLOOD, NOW)).isTrue();
  }

  @Test
  void halfAPointIsRememberedAndLessIsNot() {
    Scores scores = scores(100, 10);
    scores.add(address(1), Offence.WRONG_RESULT, NOW);

    scores.forget(NOW.plus(HALF_LIFE));
    assertThat(scores.size()).isEqualTo(1);
    scores.forget(NOW.plus(HALF_LIFE).plusMillis(1));
    assertThat(scores.size()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"PROTOCOL_ERROR", "NO_LOGIN", "LOGIN_REFUSED"})
  void fiftyCheapOffencesAtOnceAreHarmlessAndFiveMoreEachSecond(Offence offence) {
    Scores scores = scores(100, 10);
    add(scores, offence, 50, NOW);
    assertThat(scores.points(address(1), NOW)).isZero();
    add(scores, offence, 5, NOW.plusSeconds(1));
    assertThat(scores.points(address(1), NOW.plusSeconds(1))).isZero();
    add(scores, offence, 1, NOW.plusSeconds(1));
    assertThat(scores.points(address(1), NOW.plusSeconds(1))).isEqualTo(Score.weight(offence));
  }

  private static void add(Scores scores, Offence offence, int times, Instant when) {
    for (int i = 0; i < times; i++) {
      scores.add(address(1), offence, when);
    }
  }

  /** Two offences are forgiven in 400 ms, and a source without points is then a stranger. */
  @Test
  void aCheapOffenceIsRememberedUntilItsTimeHasPassed() {
    Scores scores = scores(100, 10);
    add(scores, Offence.LOGIN_REFUSED, 2, NOW);

    scores.forget(NOW.plusMillis(399));
    assertThat(scores.size()).isEqualTo(1);
    scores.forget(NOW.plusMillis(400));
    assertThat(scores.size()).isZero();
  }

  /** Each of them with another score, the worst first. */
  private static Scores withSources(int count) {
    Scores scores = scores(100, 10);
    for (int i = 0; i < count; i++) {
      Instant then = NOW.minus(HALF_LIFE.multipliedBy(i).dividedBy(10));
      scores.add(address(i), Offence.WORTHLESS_SESSION, then);
    }
    return scores;
  }

  @Test
  void aMemoryWithATenthOfItsRoomLeftForgetsNobody() {
    Scores scores = withSources(9);

    scores.forget(NOW);
    assertThat(scores.size()).isEqualTo(9);
  }

  @Test
  void aFullerMemoryForgetsTheFifthWithTheFewestPointsAndTheNext() {
    Scores scores = withSources(10);

    scores.forget(NOW);
    assertThat(scores.size()).isEqualTo(7);
    for (int i = 0; i < 7; i++) {
      assertThat(scores.points(address(i), NOW)).as("source %d", i).isPositive();
    }
  }
}
