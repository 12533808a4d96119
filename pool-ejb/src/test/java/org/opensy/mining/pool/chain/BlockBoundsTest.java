package org.opensy.mining.pool.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers, blocks, templates and transactions at the bounds of what the node takes. */
class BlockBoundsTest {
  private static final BlockHash PREVIOUS = BlockHash.ofInternal(new byte[32]);
  private static final CompactBits BITS = CompactBits.parse("207fffff");
  private static final Bytes COMMITMENT = WitnessCommitment.script(List.of());

  private static BlockHeader header(long time) {
    return new BlockHeader(1, PREVIOUS, Hash256.ZERO, time, BITS, 7);
  }

  private static TxInput input(Hash256 transaction, long index) {
    return new TxInput(
        new TransactionId(transaction), index, Bytes.EMPTY, TxInput.MAX_UINT32, List.of());
  }

  private static Transaction transaction(TxInput... inputs) {
    return new Transaction(
        2, List.of(inputs), List.of(new TxOutput(Amount.ofSyl(1), Bytes.ofHex("51"))), 0);
  }

  @Test
  void aTimeIsAnUnsignedNumberOf32Bits() {
    assertThat(header(0).time()).isZero();
    assertThat(BlockHeader.parse(header(0xffff_ffffL).serialize()).time()).isEqualTo(0xffff_ffffL);
    for (long time : new long[] {-1, 0x1_0000_0000L}) {
      assertThatThrownBy(() -> header(time)).isInstanceOf(ChainFormatException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 79, 81})
  void aHeaderHas80Bytes(int size) {
    assertThatThrownBy(() -> BlockHeader.parse(new byte[size]))
        .isInstanceOf(ChainFormatException.class);
    assertThatThrownBy(() -> BlockAssembly.assemble(new byte[size], new byte[10], List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anotherNonceLeavesTheRestOfTheHeader() {
    assertThat(header(5).withNonce(8))
        .isEqualTo(new BlockHeader(1, PREVIOUS, Hash256.ZERO, 5, BITS, 8));
  }

  @Test
  void aBlockOfTheLargestSizeIsRead() {
    assertThatThrownBy(() -> Block.parse(new byte[Block.MAX_SIZE]))
        .isInstanceOf(ChainFormatException.class)
        .hasMessageContaining("left over");
  }

  @Test
  void aBlockHasACoinbaseIfItHasTransactions() {
    Block empty = new Block(header(1), List.of());
    Block block = new Block(header(1), List.of(transaction(input(Hash256.ZERO, 0))));

    assertThatThrownBy(empty::coinbase).isInstanceOf(ChainFormatException.class);
    assertThat(block.coinbase()).isEqualTo(block.transactions().get(0));
    assertThat(block.hash()).isEqualTo(header(1).hash());
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2147483647, 2147483647"})
  void aTemplateIsOfAHeightThatABlockCanHave(long height, long same) {
    BlockTemplate template =
        new BlockTemplate(
            height,
            new BlockTemplate.HeaderFields(1, PREVIOUS, BITS, 1, 2),
            new BlockTemplate.CoinbaseFields(Amount.MAX_MONEY, Optional.of(COMMITMENT)),
            List.of(),
            "poll");

    assertThat(template.height()).isEqualTo(same);
    assertThat(template.previousBlockHash()).isEqualTo(PREVIOUS);
    assertThat(template.networkTarget()).isEqualTo(BITS.toTarget());
  }

  @Test
  void aCoinbaseSpendsNothingAndNothingElse() {
    Hash256 some = Hash256.ofInternalHex("01" + "00".repeat(31));

    assertThat(transaction(input(Hash256.ZERO, TxInput.MAX_UINT32)).isCoinbase()).isTrue();
    assertThat(transaction(input(Hash256.ZERO, 0)).isCoinbase()).isFalse();
    assertThat(transaction(input(some, TxInput.MAX_UINT32)).isCoinbase()).isFalse();
    TxInput coinbase = input(Hash256.ZERO, TxInput.MAX_UINT32);
    assertThat(transaction(coinbase, coinbase).isCoinbase()).isFalse();
  }

  @Test
  void aWitnessOfAnyInputIsWrittenForAll() {
    TxInput plain = input(Hash256.ZERO, 1);
    TxInput witness =
        new TxInput(
            plain.previousTransaction(),
            2,
            Bytes.ofHex("6a"),
            3,
            List.of(Bytes.EMPTY, Bytes.ofHex("0102")));
    Transaction both = transaction(plain, witness);

    assertThat(both.hasWitness()).isTrue();
    assertThat(transaction(plain).hasWitness()).isFalse();
    assertThat(Transaction.parse(both.serialize())).isEqualTo(both);
    assertThat(both.id()).isNotEqualTo(new TransactionId(both.witnessHash()));
    assertThat(transaction(plain).id())
        .isEqualTo(new TransactionId(transaction(plain).witnessHash()));
  }

  @Test
  void bytesBehindATransactionAreRefused() {
    String plain = Bytes.of(transaction(input(Hash256.ZERO, 1)).serialize()).toHex();

    assertThat(Transaction.parse(Bytes.ofHex(plain).toArray()).lockTime()).isZero();
    assertThatThrownBy(() -> Transaction.parse(Bytes.ofHex(plain + "00").toArray()))
        .isInstanceOf(ChainFormatException.class)
        .hasMessageContaining("left over");
  }

  @Test
  void aCommitmentHasAtLeast38BytesAndTheLastOneCounts() {
    Bytes longer = Bytes.ofHex(COMMITMENT.toHex() + "00");
    Bytes other = Bytes.ofHex("6a24aa21a9ed" + "01".repeat(32));
    Transaction two =
        new Transaction(
            2,
            List.of(input(Hash256.ZERO, TxInput.MAX_UINT32)),
            List.of(
                new TxOutput(Amount.ZERO, longer),
                new TxOutput(Amount.ZERO, other),
                new TxOutput(Amount.ZERO, Bytes.ofHex("51"))),
            0);

    assertThat(COMMITMENT.size()).isEqualTo(38);
    assertThat(WitnessCommitment.isCommitment(COMMITMENT)).isTrue();
    assertThat(WitnessCommitment.isCommitment(longer)).isTrue();
    assertThat(WitnessCommitment.isCommitment(COMMITMENT.slice(0, 37))).isFalse();
    assertThat(WitnessCommitment.isCommitment(Bytes.of(new byte[38]))).isFalse();
    assertThat(WitnessCommitment.in(two)).contains(other);
    assertThat(WitnessCommitment.in(transaction(input(Hash256.ZERO, 1)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "~", " /pool/~", ""})
  void aTagIsOfPrintableAsciiBlanksIncluded(String tag) {
    assertThat(new PoolTag(tag).text()).isEqualTo(tag);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u001f", "\u007f"})
  void aTagOfAnythingElseIsRefused(String tag) {
    assertThatThrownBy(() -> new PoolTag(tag)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anExtranonceHas1To12Bytes() {
    BlockTemplate template =
        new BlockTemplate(
            17,
            new BlockTemplate.HeaderFields(1, PREVIOUS, BITS, 1, 2),
            new BlockTemplate.CoinbaseFields(Amount.ZERO, Optional.empty()),
            List.of(),
            "");
    for (int size : new int[] {1, 12}) {
      Coinbase coinbase =
          Coinbase.of(template, new Payee(Bytes.ofHex("51"), new PoolTag("")), size);
      assertThat(Transaction.parse(coinbase.serialize(new byte[size])).isCoinbase()).isTrue();
    }
  }
}
