package org.opensy.mining.dev.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.opensy.mining.dev.node.wire.Block;

/** A node that takes its time to check blocks, as a real one does. */
class CheckTimeTest {
  private static final int BLOCKS = 5;

  @Test
  void aTemplateWaitsForTheBlocksThatCameBeforeIt() {
    try (TestNode test = TestNode.startWith(o -> o.withCheckTime(Duration.ofMillis(200)))) {
      List<Block> siblings = new ArrayList<>();
      for (int i = 0; i < BLOCKS; i++) {
        siblings.add(test.next());
      }
      List<CompletableFuture<Optional<String>>> answers =
          siblings.stream()
              .map(block -> CompletableFuture.supplyAsync(() -> test.node.core().submit(block)))
              .toList();
      while (test.node.core().waitingForChecks() == 0) {
        Thread.onSpinWait();
      }
      assertThat(test.template().get("height").asInt()).isEqualTo(2);
      assertThat(answers.stream().map(CompletableFuture::join).filter(Optional::isEmpty))
          .hasSize(1);
      assertThat(test.node.height()).isEqualTo(1);
    }
  }

  @Test
  void callsAreCounted() {
    try (TestNode test = TestNode.start()) {
      long before = test.node.calls("submitblock");
      test.submit(test.next());
      test.submit(test.next());
      assertThat(test.node.calls("submitblock")).isEqualTo(before + 2);
    }
  }
}
