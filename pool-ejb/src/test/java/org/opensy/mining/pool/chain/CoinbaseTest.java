package org.opensy.mining.pool.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoinbaseTest {
  private static final Bytes SCRIPT = Bytes.ofHex("0014774e7c711b51610ed88175014917b65b0c19da49");
  private static final byte[] EXTRANONCE = {1, 2, 3, 4, 5, 6, 7, 8};

  private static BlockTemplate template(long height, Optional<Bytes> commitment) {
    return new BlockTemplate(
        height,
        new BlockTemplate.HeaderFields(
            0x20000000, BlockHash.ofInternal(new byte[32]), CompactBits.parse("207fffff"), 1, 2),
        new BlockTemplate.CoinbaseFields(Amount.ofSyl(10_000), commitment),
        List.of(),
        "");
  }

  private static Coinbase coinbase(long height, String tag, Optional<Bytes> commitment) {
    return Coinbase.of(template(height, commitment), new Payee(SCRIPT, new PoolTag(tag)));
  }

  // BIP34; the values up to 116 also stand in accepted_blocks.json.
  @ParameterizedTest
  @CsvSource({
    "1, 51",
    "16, 60",
    "17, 0111",
    "127, 017f",
    "128, 028000",
    "255, 02ff00",
    "256, 020001",
    "32767, 02ff7f",
    "32768, 03008000",
    "8388607, 03ffff7f",
    "8388608, 0400008000",
    "2147483647, 04ffffff7f"
  })
  void theHeightIsAMinimalScriptNumber(long height, String push) {
    assertThat(Coinbase.heightPush(height).toHex()).isEqualTo(push);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1L << 31})
  void aHeightThatNoBlockHasIsRefused(long height) {
    assertThatThrownBy(() -> Coinbase.heightPush(height))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> template(height, Optional.empty()))
        .isInstanceOf(ChainFormatException.class);
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 10", "1, 75, 86", "2147483647, 75, 90", "17, 1, 13"})
  void scriptSigStaysWithinItsBounds(long height, int tagLength, int expected) {
    Coinbase coinbase = coinbase(height, "x".repeat(tagLength), Optional.empty());
    Transaction transaction = Transaction.parse(coinbase.serialize(EXTRANONCE));

    assertThat(transaction.inputs().get(0).script().size()).isEqualTo(expected).isBetween(2, 100);
    assertThat(transaction.isCoinbase()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 14", "1, 75, 90", "2147483647, 75, 94", "17, 1, 17"})
  void withTwelveBytesOfExtranonceScriptSigStaysWithinItsBoundsToo(
      long height, int tagLength, int expected) {
    Payee payee = new Payee(SCRIPT, new PoolTag("x".repeat(tagLength)));
    Coinbase coinbase = Coinbase.of(template(height, Optional.empty()), payee, 12);
    Transaction transaction = Transaction.parse(coinbase.serialize(new byte[12]));

    assertThat(transaction.inputs().get(0).script().size()).isEqualTo(expected).isBetween(2, 100);
    assertThat(transaction.isCoinbase()).isTrue();
  }

  @Test
  void theExtranonceStandsBetweenTheTwoPartsAsOnePush() {
    Optional<Bytes> commitment = Optional.of(WitnessCommitment.script(List.of()));
    Payee payee = new Payee(SCRIPT, new PoolTag("/pool/"));
    Coinbase coinbase = Coinbase.of(template(17, commitment), payee, 12);
    String extranonce = "0102030405060708090a0b0c";
    byte[] bytes = Bytes.ofHex(extranonce).toArray();
    Transaction transaction = Transaction.parse(coinbase.serialize(bytes));

    assertThat(Bytes.of(coinbase.serializeWithoutWitness(bytes)).toHex())
        .isEqualTo(
            coinbase.beforeExtranonce().toHex() + extranonce + coinbase.afterExtranonce().toHex());
    assertThat(transaction.inputs().get(0).script().toHex())
        .isEqualTo("0111" + "0c" + extranonce + "06" + "2f706f6f6c2f");
    assertThat(transaction.id()).isEqualTo(coinbase.id(new Sha256d(), bytes));
    assertThat(transaction.hasWitness()).isTrue();
  }

  @Test
  void withoutACommitmentThereIsNoWitnessAndOneOutput() {
    Coinbase coinbase = coinbase(17, "/pool/", Optional.empty());
    Transaction transaction = Transaction.parse(coinbase.serialize(EXTRANONCE));

    assertThat(coinbase.serialize(EXTRANONCE))
        .isEqualTo(coinbase.serializeWithoutWitness(EXTRANONCE));
    assertThat(transaction.outputs()).containsExactly(new TxOutput(Amount.ofSyl(10_000), SCRIPT));
    assertThat(transaction.hasWitness()).isFalse();
  }

  @Test
  void withACommitmentTheWitnessIsTheReservedValueAndTheIdIsThatWithoutIt() {
    Bytes commitment = WitnessCommitment.script(List.of());
    Coinbase coinbase = coinbase(17, "/pool/", Optional.of(commitment));
    Transaction transaction = Transaction.parse(coinbase.serialize(EXTRANONCE));

    assertThat(transaction.outputs())
        .containsExactly(
            new TxOutput(Amount.ofSyl(10_000), SCRIPT), new TxOutput(Amount.ZERO, commitment));
    assertThat(transaction.inputs().get(0).witness())
        .containsExactly(WitnessCommitment.RESERVED_VALUE);
    assertThat(transaction.id()).isEqualTo(coinbase.id(new Sha256d(), EXTRANONCE));
    assertThat(transaction.inputs().get(0).script().toHex())
        .isEqualTo("0111" + "080102030405060708" + "06" + "2f706f6f6c2f");
  }

  @Test
  void anExtranonceOfAnotherLengthIsRefused() {
    Coinbase coinbase = coinbase(17, "", Optional.empty());

    assertThatThrownBy(() -> coinbase.serialize(new byte[7]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> coinbase.id(new Sha256d(), new byte[9]))
        .isInstanceOf(IllegalArgumentException.class);
    for (int size : new int[] {-1, 0, 13}) {
      BlockTemplate template = template(17, Optional.empty());
      Payee payee = new Payee(SCRIPT, new PoolTag(""));
      assertThatThrownBy(() -> Coinbase.of(template, payee, size))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aTagThatIsTooLongOrNotPrintableAsciiIsRefused() {
    assertThat(new PoolTag("x".repeat(75)).text()).hasSize(75);
    for (String tag : List.of("x".repeat(76), "pool\n", "p\u00f6\u00f6l")) {
      assertThatThrownBy(() -> new PoolTag(tag)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aCommitmentOfAnotherFormAndAValueThatCannotBeAreRefused() {
    Optional<Bytes> short37 = Optional.of(WitnessCommitment.script(List.of()).slice(0, 37));

    assertThatThrownBy(() -> template(17, short37)).isInstanceOf(ChainFormatException.class);
    assertThatThrownBy(
            () -> new BlockTemplate.CoinbaseFields(Amount.ofBaseUnits(-1), Optional.empty()))
        .isInstanceOf(ChainFormatException.class);
  }

  @Test
  void theHeaderTimeIsNeverBeforeTheEarliestThatTheNodeAccepts() {
    BlockTemplate.HeaderFields late =
        new BlockTemplate.HeaderFields(
            1, BlockHash.ofInternal(new byte[32]), CompactBits.parse("207fffff"), 20, 10);
    BlockTemplate template = template(17, Optional.empty());

    assertThat(template.headerTime()).isEqualTo(2);
    assertThat(new BlockTemplate(17, late, template.coinbase(), List.of(), "").headerTime())
        .isEqualTo(20);
  }
}
