package org.opensy.mining.pool.chain;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One entry of {@code accepted_blocks.json}.
 *
 * @param json the entry
 */
public record AcceptedBlock(JsonNode json) {

  /** A field of the entry as text. */
  public String text(String field) {
    return json.get(field).asText();
  }

  /** A field of the entry in hex. */
  public Bytes bytes(String field) {
    return Bytes.ofHex(text(field));
  }

  /** The node's answer to {@code getblocktemplate}. */
  public JsonNode templateJson() {
    return json.get("template");
  }

  /** The height of the block. */
  public long height() {
    return templateJson().get("height").asLong();
  }

  /** The nonce of the header, as the number that stands there little-endian. */
  public int nonce() {
    return json.get("nonce").asInt();
  }

  @Override
  public String toString() {
    return "height " + height();
  }
}
