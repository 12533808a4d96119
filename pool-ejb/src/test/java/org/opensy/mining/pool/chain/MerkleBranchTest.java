package org.opensy.mining.pool.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MerkleBranchTest {
  private static final long SEED = 0x5eed_0005L;

  private final Random random = new Random(SEED);

  private TransactionId randomId() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return TransactionId.ofInternal(bytes);
  }

  private static List<Hash256> leaves(TransactionId coinbase, List<TransactionId> others) {
    List<Hash256> leaves = new ArrayList<>(List.of(coinbase.value()));
    others.forEach(id -> leaves.add(id.value()));
    return leaves;
  }

  @Test
  void withAnyNumberOfTransactionsTheBranchLeadsToTheRootOfTheTree() {
    List<TransactionId> others = new ArrayList<>();
    for (int count = 0; count <= 70; count++) {
      MerkleBranch branch = MerkleBranch.beside(others);
      TransactionId coinbase = randomId();

      assertThat(branch.root(coinbase))
          .as("%d others, seed %x", count, SEED)
          .isEqualTo(MerkleTree.root(leaves(coinbase, others)));
      others.add(randomId());
    }
  }

  @Test
  void aCoinbaseAloneIsTheRoot() {
    TransactionId coinbase = randomId();

    assertThat(MerkleBranch.beside(List.of()).siblings()).isEmpty();
    assertThat(MerkleBranch.beside(List.of()).root(coinbase)).isEqualTo(coinbase.value());
  }

  @Test
  void repeatedTransactionsAreSeenAlthoughTheRootIsTheSame() {
    TransactionId coinbase = randomId();
    List<TransactionId> others = List.of(randomId(), randomId());
    List<Hash256> honest = leaves(coinbase, others);
    List<Hash256> mutated = new ArrayList<>(honest);
    mutated.add(honest.get(2));

    assertThat(MerkleTree.root(mutated)).isEqualTo(MerkleTree.root(honest));
    assertThat(MerkleTree.isMutated(mutated)).isTrue();
    assertThat(MerkleTree.isMutated(honest)).isFalse();
  }

  @Test
  void aTreeWithoutLeavesIsRefused() {
    assertThatThrownBy(() -> MerkleTree.root(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
