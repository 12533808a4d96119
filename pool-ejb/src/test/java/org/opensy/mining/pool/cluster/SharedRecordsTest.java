package org.opensy.mining.pool.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedRecordsTest {
  private static final int MOST = 12_000;

  private final TestRedis redis = new TestRedis();
  private final SharedRecords one = instance();
  private final SharedRecords other = instance();

  @AfterEach
  void stop() {
    redis.close();
  }

  @Test
  void everyInstanceHearsOfEachChangeOnce() {
    SharedRecord a = record("a", 0, 60_000);
    assertThat(exchange(one, a)).containsExactly(a);
    assertThat(exchange(other)).containsExactly(a);
    assertThat(exchange(other)).isEmpty();
    SharedRecord b = record("b with blanks\tand tabs", 0, 60_000);
    exchange(other, b);
    assertThat(exchange(one)).containsExactly(b);
    assertThat(exchange(one)).isEmpty();
  }

  @Test
  void theLaterRecordOfAKeyCountsWhoeverWritesFirst() {
    SharedRecord early = record("a", 1, 60_000);
    SharedRecord late = record("a", 2, 60_000);
    exchange(one, late);
    assertThat(exchange(other, early)).containsExactly(late);
    assertThat(exchange(one)).isEmpty();
  }

  @Test
  void aNewInstanceReadsThemAllHoweverMany() {
    List<SharedRecord> many =
        IntStream.range(0, 10_001).mapToObj(i -> record("key" + i, i, 60_000)).toList();
    for (int i = 0; i < many.size(); i += 1000) {
      one.exchange(many.subList(i, Math.min(many.size(), i + 1000)));
    }
    assertThat(exchange(instance())).containsExactlyElementsOf(many);
  }

  @Test
  void recordsAreForgottenAtTheirTime() {
    exchange(one, record("a", 0, 60_000), record("b", 0, 120_000));
    redis.pass(Duration.ofSeconds(60));
    assertThat(exchange(other)).extracting(SharedRecord::key).containsExactly("b");
  }

  @Test
  void beyondTheMostThoseGoThatWouldBeForgottenFirst() {
    SharedRecords few = new SharedRecords("few", 2, redis.link(), redis);
    exchange(few, record("a", 0, 90_000), record("b", 0, 60_000), record("c", 0, 120_000));
    SharedRecords newcomer = new SharedRecords("few", 2, redis.link(), redis);
    assertThat(exchange(newcomer)).extracting(SharedRecord::key).containsExactly("a", "c");
  }

  @Test
  void saysSoWhenRedisIsAwayAndWhenItHasLostEverything() {
    SharedRecord a = record("a", 0, 60_000);
    exchange(one, a);
    redis.stop();
    assertThat(one.exchange(List.of())).isEmpty();
    redis.start();
    assertThat(one.exchange(List.of())).contains(new SharedRecords.Changes(List.of(), true));
    assertThat(one.exchange(List.of(a))).contains(new SharedRecords.Changes(List.of(a), false));
    assertThat(exchange(other)).containsExactly(a);
  }

  private SharedRecords instance() {
    return new SharedRecords("test", MOST, redis.link(), redis);
  }

  private SharedRecord record(String key, long changed, long kept) {
    return new SharedRecord(key, redis.millis() + changed, redis.millis() + kept, "text of " + key);
  }

  private static List<SharedRecord> exchange(SharedRecords some, SharedRecord... writes) {
    return some.exchange(List.of(writes)).orElseThrow().records();
  }
}
