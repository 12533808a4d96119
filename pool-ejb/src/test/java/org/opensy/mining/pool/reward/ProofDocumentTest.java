package org.opensy.mining.pool.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The JSON itself, and what is refused, is tested where it is read: in {@code pool-tools}. */
class ProofDocumentTest {
  private static final long SEED = 0x5eed_0305L;

  @Test
  void everyProofSurvivesTheRoundTrip() {
    RandomTrees trees = new RandomTrees(SEED);
    for (int leaves = 1; leaves <= 20; leaves++) {
      for (RewardProof proof : RandomTrees.proofs(trees.tree(leaves))) {
        assertThat(ProofDocument.of(proof).toProof()).as("seed %x", SEED).isEqualTo(proof);
      }
    }
  }

  @Test
  void aDocumentWithoutAnythingIsRefused() {
    ProofDocument nothing =
        new ProofDocument(ProofDocument.FORMAT, null, null, null, null, null, null, List.of());

    assertThatThrownBy(nothing::toProof)
        .isInstanceOf(ProofFormatException.class)
        .hasMessage("block_hash is missing");
  }
}
