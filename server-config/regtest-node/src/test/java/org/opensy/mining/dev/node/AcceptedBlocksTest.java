package org.opensy.mining.dev.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opensy.mining.dev.node.wire.Tx;
import org.opensy.mining.dev.node.wire.WireFormatException;

/** Every block that a real node accepted is accepted here, each on its own recorded context. */
class AcceptedBlocksTest {
  private static final List<String> FIXED =
      List.of(
          "version",
          "rules",
          "previousblockhash",
          "transactions",
          "coinbasevalue",
          "target",
          "mintime",
          "curtime",
          "bits",
          "height",
          "default_witness_commitment");

  private static RandomXHasher hasher;

  @BeforeAll
  static void start() {
    hasher = new RandomXHasher(Optional.empty());
  }

  @AfterAll
  static void stop() {
    hasher.close();
  }

  @TestFactory
  Stream<DynamicTest> acceptsTheBlockAndOffersTheTemplate() {
    return GoldenVectors.forEachAcceptedBlock(AcceptedBlocksTest::check);
  }

  private static void check(JsonNode recorded) throws WireFormatException {
    JsonNode template = recorded.path("template");
    Instant now = Instant.ofEpochSecond(template.path("curtime").asLong());
    RegtestNodeOptions options =
        RegtestNodeOptions.of("u", "p").withCheckpoint(GoldenVectors.below(recorded));
    try (RegtestNode node = RegtestNode.start(options, () -> now, hasher)) {
      for (JsonNode tx : template.path("transactions")) {
        byte[] raw = HexFormat.of().parseHex(tx.path("data").asText());
        assertThat(node.addTransaction(Tx.parse(raw), tx.path("fee").asLong())).isEmpty();
      }
      RpcCaller rpc = new RpcCaller(node.uri(), "u", "p");
      JsonNode offered = rpc.call("getblocktemplate", Map.of("rules", List.of("segwit"))).result();
      assertThat(offered.properties().stream().map(Map.Entry::getKey))
          .containsExactlyElementsOf(
              template.properties().stream().map(Map.Entry::getKey).toList());
      for (String field : FIXED) {
        assertThat(offered.path(field)).as(field).isEqualTo(template.path(field));
      }
      assertThat(rpc.call("submitblock", recorded.path("block").asText()).result().isNull())
          .isTrue();
      assertThat(node.bestBlockHash()).isEqualTo(recorded.path("block_hash").asText());
    }
  }
}
