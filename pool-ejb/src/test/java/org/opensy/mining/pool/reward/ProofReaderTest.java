package org.opensy.mining.pool.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A proof whose texts anybody may have written. */
class ProofReaderTest {
  private static final String ONES_IN_HEX = "ab".repeat(32);
  private static final String MOST_WORK =
      BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE).toString();

  /** The texts of a proof, by the names that messages use. */
  private final Map<String, String> texts =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("format", ProofDocument.FORMAT),
              Map.entry("block_hash", "cd".repeat(32)),
              Map.entry("terms.scheme", "pplns"),
              Map.entry("terms.fee_basis_points", "100"),
              Map.entry("terms.window_factor", "2.0000"),
              Map.entry("totals.reward", "1000000000000"),
              Map.entry("totals.carried_in", "-2"),
              Map.entry("totals.fee", "3"),
              Map.entry("totals.operator", "4"),
              Map.entry("totals.carried_out", "5"),
              Map.entry("miners", "2"),
              Map.entry("total_work", "30"),
              Map.entry("leaf.index", "1"),
              Map.entry("leaf.address", "a"),
              Map.entry("leaf.work", "10"),
              Map.entry("leaf.amount", "6"),
              Map.entry("siblings[0].hash", ONES_IN_HEX),
              Map.entry("siblings[0].work", "20"),
              Map.entry("siblings[0].amount", "7")));

  private ProofDocument document() {
    return new ProofDocument(
        texts.get("format"),
        texts.get("block_hash"),
        new ProofDocument.Terms(
            texts.get("terms.scheme"),
            texts.get("terms.fee_basis_points"),
            texts.get("terms.window_factor")),
        new ProofDocument.Totals(
            texts.get("totals.reward"),
            texts.get("totals.carried_in"),
            texts.get("totals.fee"),
            texts.get("totals.operator"),
            texts.get("totals.carried_out")),
        texts.get("miners"),
        texts.get("total_work"),
        new ProofDocument.Leaf(
            texts.get("leaf.index"),
            texts.get("leaf.address"),
            texts.get("leaf.work"),
            texts.get("leaf.amount")),
        List.of(
            new ProofDocument.Node(
                texts.get("siblings[0].hash"),
                texts.get("siblings[0].work"),
                texts.get("siblings[0].amount"))));
  }

  private void isRefused(String message) {
    assertThatThrownBy(document()::toProof)
        .isInstanceOf(ProofFormatException.class)
        .hasMessage(message);
  }

  @Test
  void everyTextGoesToItsPlace() {
    RewardProof proof = document().toProof();

    assertThat(proof.context().block()).hasToString("cd".repeat(32));
    assertThat(proof.context().terms().scheme()).isEqualTo(RewardScheme.PPLNS);
    assertThat(proof.siblings()).singleElement().returns(ONES_IN_HEX, n -> n.hash().internalHex());
    assertThat(ProofDocument.of(proof)).isEqualTo(document());
  }

  @Test
  void noTextMayBeMissing() {
    for (String name : List.copyOf(texts.keySet())) {
      String text = texts.remove(name);
      isRefused(
          name.equals("format") ? "format is not " + ProofDocument.FORMAT : name + " is missing");
      texts.put(name, text);
    }
  }

  @Test
  void noPartMayBeMissing() {
    ProofDocument all = document();
    List<ProofDocument.Node> holes = new ArrayList<>(all.siblings());
    holes.add(null);

    isRefused(with(all, null, all.totals(), all.leaf(), all.siblings()), "terms is missing");
    isRefused(with(all, all.terms(), null, all.leaf(), all.siblings()), "totals is missing");
    isRefused(with(all, all.terms(), all.totals(), null, all.siblings()), "leaf is missing");
    isRefused(with(all, all.terms(), all.totals(), all.leaf(), null), "siblings is missing");
    isRefused(with(all, all.terms(), all.totals(), all.leaf(), holes), "siblings[1] is missing");
  }

  private static ProofDocument with(
      ProofDocument all,
      ProofDocument.Terms terms,
      ProofDocument.Totals totals,
      ProofDocument.Leaf leaf,
      List<ProofDocument.Node> siblings) {
    return new ProofDocument(
        all.format(),
        all.blockHash(),
        terms,
        totals,
        all.miners(),
        all.totalWork(),
        leaf,
        siblings);
  }

  private static void isRefused(ProofDocument document, String message) {
    assertThatThrownBy(document::toProof)
        .isInstanceOf(ProofFormatException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "opensy-reward-proof/2", "OPENSY-REWARD-PROOF/1"})
  void anotherFormatIsRefused(String format) {
    texts.put("format", format);
    isRefused("format is not opensy-reward-proof/1");
  }

  /** Every number has one spelling, so that a proof has one text. */
  @ParameterizedTest
  @ValueSource(strings = {"", "+1", "01", "-0", "00", "1.0", "1e3", " 1", "1 ", "0x1", "\u0661"})
  void aNumberInAnotherSpellingIsRefused(String number) {
    for (String name : List.copyOf(texts.keySet())) {
      if (texts.get(name).matches("-?[0-9]+")) {
        String text = texts.put(name, number);
        isRefused(name + " is malformed or out of range");
        texts.put(name, text);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "miners, 2147483647, 2147483648",
    "leaf.index, 2147483647, 2147483648",
    "leaf.index, -2147483648, -2147483649",
    "totals.reward, 9223372036854775807, 9223372036854775808",
    "totals.carried_in, -9223372036854775808, -9223372036854775809",
    "terms.fee_basis_points, 10000, 10001",
    "terms.fee_basis_points, 0, -1",
    "terms.window_factor, 1000, 1000.0001",
    "terms.window_factor, 0.0001, 0.0000",
    "terms.window_factor, 2.5, 2.50000"
  })
  void aNumberOutOfRangeIsRefused(String name, String last, String first) {
    texts.put(name, last);
    assertThat(document().toProof()).isNotNull();
    texts.put(name, first);
    isRefused(name + " is malformed or out of range");
  }

  @Test
  void workHasAtMost78Digits() {
    texts.put("total_work", "9".repeat(78));
    assertThat(document().toProof().context().work()).isEqualTo(new BigInteger("9".repeat(78)));
    texts.put("total_work", "9".repeat(79));
    isRefused("total_work is malformed or out of range");
  }

  @Test
  void aSiblingsWorkIsBelowTwoToThe256() {
    texts.put("siblings[0].work", MOST_WORK);
    assertThat(document().toProof().siblings().get(0).work()).hasToString(MOST_WORK);
    texts.put("siblings[0].work", new BigInteger(MOST_WORK).add(BigInteger.ONE).toString());
    isRefused("siblings[0] is malformed or out of range");
  }

  @ParameterizedTest
  @CsvSource({"PPLNS", "Pplns", "pay", "''"})
  void aSchemeIsNamedInLowerCase(String scheme) {
    texts.put("terms.scheme", scheme);
    isRefused("terms.scheme is malformed or out of range");
  }

  @Test
  void everySchemeIsRead() {
    for (RewardScheme scheme : RewardScheme.values()) {
      texts.put("terms.scheme", scheme.lowerCaseName());
      assertThat(document().toProof().context().terms().scheme()).isEqualTo(scheme);
    }
  }

  @Test
  void aLeafThatCannotBeIsRefused() {
    for (List<String> wrong :
        Arrays.asList(
            List.of("leaf.address", ""), List.of("leaf.work", "0"), List.of("leaf.amount", "-1"))) {
      String text = texts.put(wrong.get(0), wrong.get(1));
      isRefused("leaf is malformed or out of range");
      texts.put(wrong.get(0), text);
    }
  }

  @Test
  void aHashThatIsNoneIsRefused() {
    texts.put("siblings[0].hash", "ab");
    isRefused("siblings[0] is malformed or out of range");
    texts.put("siblings[0].hash", ONES_IN_HEX);
    texts.put("block_hash", ONES_IN_HEX.substring(2) + "xy");
    isRefused("block_hash is malformed or out of range");
  }
}
