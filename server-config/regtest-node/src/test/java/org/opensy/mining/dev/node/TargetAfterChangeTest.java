package org.opensy.mining.dev.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.opensy.mining.dev.node.wire.Block;

class TargetAfterChangeTest {

  @Test
  void aSiblingOfTheTipIsJudgedByTheTargetOfItsTemplate() {
    try (TestNode test = TestNode.start()) {
      Block first = test.next();
      Block sibling = test.next();
      assertThat(test.submit(first)).isEmpty();
      test.node.setDifficulty(64);
      assertThat(test.submit(sibling)).contains("inconclusive");
    }
  }

  @Test
  void afterAStepBackBlocksOnTheOldTipNeedTheTargetOfNow() {
    try (TestNode test = TestNode.start()) {
      assertThat(test.submit(test.next())).isEmpty();
      test.node.setDifficulty(64);
      String tip = test.node.bestBlockHash();
      test.rpc.call("invalidateblock", tip).result();
      assertThat(test.node.height()).isZero();
      assertThat(test.submit(test.next())).isEmpty();
    }
  }

  @Test
  void withASpacingTheDifficultyFollowsTheBlocks() {
    try (TestNode test = TestNode.startWith(options -> options.withSpacing(Duration.ofHours(1)))) {
      int before = test.node.core().bits();
      assertThat(test.submit(test.next())).isEmpty();
      assertThat(test.submit(test.next())).isEmpty();
      assertThat(test.node.core().bits()).isNotEqualTo(before);
    }
  }
}
