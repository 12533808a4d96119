package org.opensy.mining.pool.chain;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

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

  /** The same as the pool's own type. */
  public BlockTemplate template() {
    JsonNode json = templateJson();
    return new BlockTemplate(
        json.get("height").asLong(),
        new BlockTemplate.HeaderFields(
            json.get("version").asInt(),
            BlockHash.ofDisplayHex(json.get("previousblockhash").asText()),
            CompactBits.parse(json.get("bits").asText()),
            json.get("mintime").asLong(),
            json.get("curtime").asLong()),
        new BlockTemplate.CoinbaseFields(
            Amount.ofBaseUnits(json.get("coinbasevalue").asLong()),
            Optional.of(Bytes.ofHex(json.get("default_witness_commitment").asText()))),
        ChainVectors.elements(json.get("transactions")).map(AcceptedBlock::transaction).toList(),
        json.get("longpollid").asText());
  }

  /** Whom the script paid, and its signature {@code /truth-0.1/}. */
  public Payee payee() {
    return new Payee(bytes("payout_script"), new PoolTag("/truth-0.1/"));
  }

  /** The eight bytes of extranonce, taken from the coinbase behind the push of the height. */
  public byte[] extranonce() {
    Bytes script =
        Transaction.parse(bytes("coinbase_no_witness").toArray()).inputs().get(0).script();
    int from = Coinbase.heightPush(height()).size() + 1;
    return script.slice(from, from + Coinbase.EXTRANONCE_SIZE).toArray();
  }

  /** The RandomX hash that the node accepted. */
  public PowHash powHash() {
    return PowHash.parse(text("randomx_hash"));
  }

  private static TemplateTransaction transaction(JsonNode json) {
    return new TemplateTransaction(
        Bytes.ofHex(json.get("data").asText()),
        TransactionId.ofDisplayHex(json.get("txid").asText()),
        Amount.ofBaseUnits(json.get("fee").asLong()));
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
