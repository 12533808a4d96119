package org.opensy.mining.dev.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.opensy.mining.dev.node.chain.Checkpoint;
import org.opensy.mining.dev.node.wire.Hash256;

/** Words of a real node, recorded (see chain/SOURCE.md beside the files). */
final class GoldenVectors {
  private GoldenVectors() {}

  private static JsonNode read(String name) {
    try (InputStream in = GoldenVectors.class.getResourceAsStream("/chain/" + name)) {
      return RpcCaller.JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<JsonNode> acceptedBlocks() {
    return StreamSupport.stream(read("accepted_blocks.json").path("blocks").spliterator(), false)
        .toList();
  }

  /** A test for each of them, named by its height. */
  static Stream<DynamicTest> forEachAcceptedBlock(ThrowingConsumer<JsonNode> test) {
    return acceptedBlocks().stream()
        .map(
            recorded ->
                DynamicTest.dynamicTest(
                    "height " + recorded.path("template").path("height"),
                    () -> test.accept(recorded)));
  }

  static JsonNode answer(String about) {
    JsonNode answer = read("rpc_answers.json").path("answers").path(about);
    if (answer.isMissingNode()) {
      throw new IllegalArgumentException("no recorded answer: " + about);
    }
    return answer;
  }

  /** The chain that a recorded block was built on, taken on trust. */
  static Checkpoint below(JsonNode recorded) {
    JsonNode template = recorded.path("template");
    return new Checkpoint(
        template.path("height").asInt() - 1,
        Hash256.ofRpc(template.path("previousblockhash").asText()),
        template.path("mintime").asLong() - 1,
        0x207fffff,
        Map.of(
            recorded.path("key_height").asInt(),
            Hash256.ofRpc(recorded.path("key_block_hash").asText())));
  }
}
