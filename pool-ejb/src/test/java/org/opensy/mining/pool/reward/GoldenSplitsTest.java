package org.opensy.mining.pool.reward;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.ChainVectors;

/** Splits and roots that an independent script worked out, see {@code reward/SOURCE.md}. */
class GoldenSplitsTest {

  /** One of {@code splits.json}. */
  private record Golden(JsonNode json) {

    private Amount amount(String field) {
      return Amount.ofBaseUnits(Long.parseLong(json.get(field).asText()));
    }

    private RewardTerms terms() {
      return new RewardTerms(
          RewardScheme.ofName(json.get("scheme").asText()),
          new BasisPoints(json.get("fee_basis_points").asInt()),
          new BigDecimal(json.get("window_factor").asText()));
    }

    private List<RewardShare> shares() {
      return ChainVectors.elements(json.get("shares"))
          .map(
              share ->
                  new RewardShare(
                      share.get("address").asText(),
                      new BigInteger(share.get("work").asText()),
                      Amount.ofBaseUnits(share.get("amount").asLong())))
          .toList();
    }

    private RewardSplit split() {
      return new RewardSplit(
          shares(), amount("fee"), amount("operator"), amount("carried_in"), amount("carried_out"));
    }

    private RewardTree tree() {
      BlockHash block = BlockHash.ofDisplayHex(json.get("block_hash").asText());
      return RewardTree.of(block, terms(), split());
    }

    @Override
    public String toString() {
      return json.get("name").asText();
    }
  }

  static Stream<Golden> cases() throws IOException {
    try (InputStream in = GoldenSplitsTest.class.getResourceAsStream("/reward/splits.json")) {
      return ChainVectors.elements(new ObjectMapper().readTree(in).get("cases")).map(Golden::new);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theSplitIsTheScripts(Golden golden) {
    RewardWindow window =
        new RewardWindow(
            golden.shares().stream()
                .map(share -> new MinerWork(share.address(), share.work()))
                .toList());
    FeePolicy fees =
        new FeePolicy(
            golden.terms().fee(),
            ChainVectors.elements(golden.json().get("fee_free"))
                .map(JsonNode::asText)
                .collect(Collectors.toSet()));

    RewardSplit split =
        Splitter.split(golden.amount("reward"), golden.amount("carried_in"), window, fees);

    assertThat(split).isEqualTo(golden.split());
    assertThat(split.reward()).isEqualTo(golden.amount("reward"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void treeAndRootAreTheScripts(Golden golden) {
    RewardTree tree = golden.tree();

    assertThat(tree.top().hash().internalHex()).isEqualTo(golden.json().get("tree_hash").asText());
    assertThat(tree.root()).hasToString(golden.json().get("root").asText());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyMinerHasAProofUnderTheScriptsRoot(Golden golden) {
    RewardRoot root = RewardRoot.ofHex(golden.json().get("root").asText());

    for (RewardShare share : golden.shares()) {
      assertThat(golden.tree().proof(share.address()).orElseThrow().verify(root))
          .isInstanceOf(ProofVerdict.Proven.class);
    }
  }
}
