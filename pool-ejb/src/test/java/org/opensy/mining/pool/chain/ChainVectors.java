package org.opensy.mining.pool.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads the golden vectors in {@code src/test/resources/chain}. */
public final class ChainVectors {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ChainVectors() {}

  /** The 12 blocks that the node accepted. */
  public static List<AcceptedBlock> acceptedBlocks() {
    return elements(read("accepted_blocks.json").get("blocks")).map(AcceptedBlock::new).toList();
  }

  /** The accepted block of this height. */
  public static AcceptedBlock acceptedBlock(long height) {
    return acceptedBlocks().stream()
        .filter(block -> block.height() == height)
        .findFirst()
        .orElseThrow();
  }

  /** A network's part of {@code addresses.json}. */
  public static JsonNode addresses(Network network) {
    return read("addresses.json").get("networks").get(network.chainName());
  }

  /** The answers of {@code rpc_answers.json}. */
  public static JsonNode answers() {
    return read("rpc_answers.json").get("answers");
  }

  /** The elements of a JSON array. */
  public static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static JsonNode read(String name) {
    try (InputStream in = ChainVectors.class.getResourceAsStream("/chain/" + name)) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
