package org.opensy.mining.pool.treasury;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ReadOnceTest {
  private final List<String> read = Collections.synchronizedList(new ArrayList<>());

  private ReadOnce<String, String> keeping(long most) {
    return new ReadOnce<>(
        key -> {
          read.add(key);
          return key.isEmpty() ? Optional.empty() : Optional.of("value of " + key);
        },
        value -> value.equals("value of large") ? 100 : 1,
        most);
  }

  @Test
  void whatWasReadIsNotReadAgain() {
    ReadOnce<String, String> values = keeping(10);

    assertThat(values.find("a")).contains("value of a");
    assertThat(values.find("a")).contains("value of a");
    assertThat(read).containsExactly("a");
  }

  @Test
  void whatIsNotThereIsAskedForAgain() {
    ReadOnce<String, String> values = keeping(10);

    assertThat(values.find("")).isEmpty();
    assertThat(values.find("")).isEmpty();
    assertThat(read).hasSize(2);
  }

  @Test
  void whatWasAskedForLongestAgoGoesFirst() {
    ReadOnce<String, String> values = keeping(2);
    values.find("a");
    values.find("b");
    values.find("a");
    values.find("c");
    read.clear();

    values.find("a");
    values.find("c");
    assertThat(read).isEmpty();
    values.find("b");
    assertThat(read).containsExactly("b");
  }

  @Test
  void theLatestIsKeptHoweverLarge() {
    ReadOnce<String, String> values = keeping(2);
    values.find("a");
    values.find("large");
    values.find("large");
    values.find("a");

    assertThat(read).containsExactly("a", "large", "a");
  }

  @Test
  void aFailureIsTheCallersAndIsNotKept() {
    List<String> tries = new ArrayList<>();
    ReadOnce<String, String> values =
        new ReadOnce<>(
            key -> {
              tries.add(key);
              if (tries.size() == 1) {
                throw new IllegalStateException("away");
              }
              return Optional.of("back");
            },
            value -> 1,
            10);

    assertThatThrownBy(() -> values.find("a")).hasMessage("away");
    assertThat(values.find("a")).contains("back");
  }

  @Test
  void whoAsksMeanwhileWaitsForTheSameReading() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    ReadOnce<String, String> values =
        new ReadOnce<>(
            key -> {
              read.add(key);
              begun.countDown();
              await(mayEnd);
              return Optional.of("value");
            },
            value -> 1,
            10);
    CompletableFuture<Optional<String>> first =
        CompletableFuture.supplyAsync(() -> values.find("a"));
    begun.await();
    CompletableFuture<Optional<String>> second =
        CompletableFuture.supplyAsync(() -> values.find("a"));
    mayEnd.countDown();

    assertThat(first.join()).contains("value");
    assertThat(second.join()).contains("value");
    assertThat(read).containsExactly("a");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }
}
