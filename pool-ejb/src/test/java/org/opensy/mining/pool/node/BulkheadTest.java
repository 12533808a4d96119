package org.opensy.mining.pool.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BulkheadTest {
  private final Bulkhead bulkhead = new Bulkhead(2);
  private final List<CompletableFuture<String>> started = new ArrayList<>();
  private final List<CompletableFuture<String>> ended = new ArrayList<>();

  @Test
  void onlySoManyRunAtOnceAndTheOthersFollowInOrder() {
    for (int i = 0; i < 4; i++) {
      pass();
    }
    assertThat(started).hasSize(2);
    assertThat(started.get(1).complete("second")).isTrue();
    assertThat(started).hasSize(3);
    assertThat(started.get(0).complete("first")).isTrue();
    assertThat(started).hasSize(4);
  }

  @Test
  void aTaskThatFailsMakesRoomAndItsFailureIsHandedOn() {
    pass();
    pass();
    pass();
    started.get(0).completeExceptionally(new IllegalStateException("lost"));
    assertThat(ended.get(0)).isCompletedExceptionally();
    assertThat(started).hasSize(3);
  }

  @Test
  void roomThatNobodyWaitedForIsNotForgotten() {
    pass();
    assertThat(started.get(0).complete("first")).isTrue();
    assertThat(ended.get(0)).isCompletedWithValue("first");
    pass();
    pass();
    pass();
    assertThat(started).hasSize(3);
  }

  private void pass() {
    ended.add(bulkhead.execute(this::startOne));
  }

  private CompletableFuture<String> startOne() {
    CompletableFuture<String> task = new CompletableFuture<>();
    started.add(task);
    return task;
  }
}
