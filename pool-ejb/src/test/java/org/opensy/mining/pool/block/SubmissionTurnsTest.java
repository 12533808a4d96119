package org.opensy.mining.pool.block;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.node.SubmitResult;

class SubmissionTurnsTest {
  private static final BlockHash PARENT = BlockHash.ofDisplayHex("11".repeat(32));
  private static final BlockHash OTHER = BlockHash.ofDisplayHex("22".repeat(32));
  private static final SubmitResult REFUSED = new SubmitResult.Refused("bad-cb-amount");

  private final SubmissionTurns<Integer> turns = new SubmissionTurns<>();

  @Test
  void oneBlockOfAParentIsUnderWay() {
    assertThat(turns.begin(PARENT, 1)).isTrue();
    assertThat(turns.begin(PARENT, 2)).isFalse();
    assertThat(turns.begin(OTHER, 3)).isTrue();
  }

  @Test
  void theNextGoesIfTheOneBeforeIsRefusedOrLoses() {
    turns.begin(PARENT, 1);
    turns.begin(PARENT, 2);
    turns.begin(PARENT, 3);
    assertThat(turns.next(PARENT, REFUSED)).contains(2);
    assertThat(turns.begin(PARENT, 4)).isFalse();
    assertThat(turns.next(PARENT, new SubmitResult.Inconclusive())).contains(3);
    assertThat(turns.next(PARENT, REFUSED)).contains(4);
    assertThat(turns.next(PARENT, REFUSED)).isEmpty();
    assertThat(turns.begin(PARENT, 5)).isTrue();
  }

  @Test
  void nobodyGoesAfterABlockThatIsOrMayBeOnTheChain() {
    turns.begin(PARENT, 1);
    turns.begin(PARENT, 2);
    assertThat(turns.next(PARENT, new SubmitResult.Accepted())).isEmpty();
    assertThat(turns.begin(PARENT, 3)).isFalse();
    turns.begin(OTHER, 4);
    turns.begin(OTHER, 5);
    assertThat(turns.next(OTHER, new SubmitResult.Unknown("no answer"))).isEmpty();
    assertThat(turns.begin(OTHER, 6)).isFalse();
  }

  @Test
  void atMostAHundredWait() {
    turns.begin(PARENT, 0);
    for (int block = 1; block <= 500; block++) {
      assertThat(turns.begin(PARENT, block)).isFalse();
    }
    int waited = 0;
    while (turns.next(PARENT, REFUSED).isPresent()) {
      waited++;
    }
    assertThat(waited).isEqualTo(100);
  }

  @Test
  void parentsOfLongAgoAreForgotten() {
    for (int i = 0; i < 200; i++) {
      BlockHash parent = BlockHash.ofDisplayHex("%064x".formatted(i));
      assertThat(turns.begin(parent, i)).isTrue();
      assertThat(turns.next(parent, new SubmitResult.Accepted())).isEmpty();
    }
    assertThat(turns.begin(BlockHash.ofDisplayHex("%064x".formatted(199)), 1)).isFalse();
    assertThat(turns.begin(BlockHash.ofDisplayHex("%064x".formatted(0)), 1)).isTrue();
  }
}
