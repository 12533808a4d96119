package org.opensy.mining.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.pool.reward.BasisPoints;
import org.opensy.mining.pool.reward.ProofDocument;
import org.opensy.mining.pool.reward.ProofFormatException;
import org.opensy.mining.pool.reward.ProofVerdict;
import org.opensy.mining.pool.reward.RewardRoot;

class ProofFileTest {

  @Test
  void theScriptsProofHoldsUnderTheScriptsRoot() {
    assertThat(ProofFile.read(Golden.proof()).verify(RewardRoot.ofHex(Golden.ROOT)))
        .isEqualTo(new ProofVerdict.Proven(BasisPoints.ZERO));
  }

  @Test
  void aProofIsWrittenAsTheScriptWroteIt() throws IOException {
    ProofDocument document = ProofDocument.of(ProofFile.read(Golden.proof()));

    assertThat(ProofFile.MAPPER.readTree(ProofFile.MAPPER.writeValueAsBytes(document)))
        .isEqualTo(ProofFile.MAPPER.readTree(Golden.proof()));
  }

  @Test
  void membersThatAreNotPartOfTheFormatArePassedOver() {
    assertThat(ProofFile.read(Golden.proofWith("\"miners\"", "\"height\": 7, \"miners\"")))
        .isEqualTo(ProofFile.read(Golden.proof()));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '^',
      delimiter = '|',
      value = {
        "proof/1 | proof/2 | format is not opensy-reward-proof/1",
        "\"format\" | \"form\" | format is not opensy-reward-proof/1",
        "\"block_hash\": \"8 | \"block_hash\": \"g | block_hash is malformed or out of range",
        "\"terms\" | \"term\" | terms is missing",
        "pplns | PPLNS | terms.scheme is malformed or out of range",
        "pplns | ppxyz | terms.scheme is malformed or out of range",
        "\"100\" | \"10001\" | terms.fee_basis_points is malformed or out of range",
        "\"2.0000\" | \"0.0000\" | terms.window_factor is malformed or out of range",
        "\"2.0000\" | \"2e0\" | terms.window_factor is malformed or out of range",
        "\"totals\" | \"total\" | totals is missing",
        "\"carried_in\" | \"carriedIn\" | totals.carried_in is missing",
        "\"1000000000000\" | \"1e12\" | totals.reward is malformed or out of range",
        "\"1000000000000\" | \"+1\" | totals.reward is malformed or out of range",
        "\"1000000000000\" | \"9223372036854775808\" | totals.reward is malformed or out of range",
        "\"1000000000000\" | 1000000000000 | totals.reward is not what it should be",
        "\"miners\": \"3\" | \"miners\": \"4294967299\" | miners is malformed or out of range",
        "\"miners\": \"3\" | \"miners\": null | miners is missing",
        "\"2000001\" | \"02000001\" | total_work is malformed or out of range",
        "\"leaf\" | \"leaves\" | leaf is missing",
        "\"index\": \"1\" | \"index\": true | leaf.index is not what it should be",
        "\"address\" | \"adress\" | leaf.address is missing",
        "\"syl1pm | \"syl1 m | leaf is malformed or out of range",
        "\"900000\" | \"0\" | leaf is malformed or out of range",
        "\"449999774999\" | \"-449999774999\" | leaf is malformed or out of range",
        "\"siblings\" | \"sibling\" | siblings is missing",
        "\"siblings\": [ | \"siblings\": [null, | siblings[0] is missing",
        "\"siblings\": [ | \"siblings\": [7, | siblings[0] is not what it should be",
        "\"400001\" | \"-400001\" | siblings[0] is malformed or out of range",
        "\"346499826749\" | \"-346499826749\" | siblings[1] is malformed or out of range",
        "\"hash\": \"01c7 | \"hash\": \"1c7 | siblings[1] is malformed or out of range",
        "\"miners\" | \"miners\": \"4\", \"miners\" | "
            + "the file is not JSON, or names a member twice",
      })
  void whatIsNotAProofIsNamed(String part, String other, String message) {
    assertThatThrownBy(() -> ProofFile.read(Golden.proofWith(part, other)))
        .isInstanceOf(ProofFormatException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{", "{}", "7", "{} {}", "\"\""})
  void otherTextIsRefused(String text) {
    assertThatThrownBy(() -> ProofFile.read(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(ProofFormatException.class);
  }

  @Test
  void aFileWithoutEndIsRefused() {
    assertThatThrownBy(() -> ProofFile.read(new byte[ProofFile.LONGEST + 1]))
        .isInstanceOf(ProofFormatException.class)
        .hasMessage("the file is too long");
  }
}
