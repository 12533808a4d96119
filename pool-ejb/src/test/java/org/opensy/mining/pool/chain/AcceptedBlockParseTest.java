package org.opensy.mining.pool.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The 12 accepted blocks, taken apart and put together again. */
class AcceptedBlockParseTest {

  static Stream<AcceptedBlock> blocks() {
    return ChainVectors.acceptedBlocks().stream();
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void aParsedBlockSerializesToTheSameBytes(AcceptedBlock vector) {
    assertThat(Block.parseHex(vector.text("block")).toHex()).isEqualTo(vector.text("block"));
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void theHeaderIsThatOfTheNode(AcceptedBlock vector) {
    BlockHeader header = Block.parseHex(vector.text("block")).header();

    assertThat(Bytes.of(header.serialize())).isEqualTo(vector.bytes("header"));
    assertThat(BlockHeader.parse(vector.bytes("header").toArray())).isEqualTo(header);
    assertThat(header.nonce()).isEqualTo(vector.nonce());
    assertThat(header.hash()).hasToString(vector.text("block_hash"));
    assertThat(header.previousBlockHash())
        .hasToString(vector.templateJson().get("previousblockhash").asText());
    assertThat(header.bits()).hasToString(vector.templateJson().get("bits").asText());
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void theMerkleRootIsThatOfTheNode(AcceptedBlock vector) {
    Block block = Block.parseHex(vector.text("block"));

    assertThat(block.computeMerkleRoot().internalHex())
        .isEqualTo(vector.text("merkle_root_internal"));
    assertThat(block.header().merkleRoot()).isEqualTo(block.computeMerkleRoot());
    assertThat(MerkleTree.isMutated(block.transactionIds())).isFalse();
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void theCoinbaseCarriesTheWitnessOnlyInTheBlock(AcceptedBlock vector) {
    Transaction coinbase = Block.parseHex(vector.text("block")).coinbase();

    assertThat(coinbase.isCoinbase()).isTrue();
    assertThat(Bytes.of(coinbase.serializeWithoutWitness()))
        .isEqualTo(vector.bytes("coinbase_no_witness"));
    assertThat(coinbase.inputs().get(0).witness())
        .containsExactly(WitnessCommitment.RESERVED_VALUE);
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void theWitnessCommitmentIsThatOfTheTemplate(AcceptedBlock vector) {
    Block block = Block.parseHex(vector.text("block"));
    List<Transaction> others = block.transactions().subList(1, block.transactions().size());
    Bytes expected = Bytes.ofHex(vector.templateJson().get("default_witness_commitment").asText());

    assertThat(WitnessCommitment.script(others)).isEqualTo(expected);
    assertThat(WitnessCommitment.in(block.coinbase())).contains(expected);
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void idsAndHashesOfTheOtherTransactionsAreThoseOfTheTemplate(AcceptedBlock vector) {
    List<Transaction> transactions = Block.parseHex(vector.text("block")).transactions();
    List<String> ids =
        ChainVectors.elements(vector.templateJson().get("transactions"))
            .map(entry -> entry.get("txid").asText() + entry.get("hash").asText())
            .toList();

    assertThat(transactions.stream().skip(1).map(t -> t.id() + t.witnessHash().displayHex()))
        .containsExactlyElementsOf(ids);
  }
}
