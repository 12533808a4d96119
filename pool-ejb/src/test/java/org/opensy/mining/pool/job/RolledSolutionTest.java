package org.opensy.mining.pool.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RolledSolutionTest {
  private static final String GOOD = "00000001";

  @Test
  void allThreeAreReadMostSignificantDigitFirst() {
    assertThat(RolledSolution.parse("01020304", "5f5e1000", "0badc0de"))
        .contains(new RolledSolution(0x01020304, 0x5f5e1000L, new Nonce(0x0badc0de)));
    assertThat(RolledSolution.parse("ffffffff", "ffffffff", "ffffffff"))
        .contains(new RolledSolution(-1, 0xffff_ffffL, new Nonce(-1)));
  }

  @Test
  void bothCasesAreTheSameSolution() {
    assertThat(RolledSolution.parse("ABCDEF0a", "5F5E100a", "0BADC0DE"))
        .isEqualTo(RolledSolution.parse("abcdef0A", "5f5e100A", "0badc0de"))
        .isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "0000000",
        "000000000",
        "0000000000000000",
        "0x000000",
        "0000000g",
        " 0000000",
        "-0000001",
        "+0000001",
        "\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10"
      })
  void anythingElseIsNoSolution(String text) {
    assertThat(RolledSolution.parse(text, GOOD, GOOD)).isEmpty();
    assertThat(RolledSolution.parse(GOOD, text, GOOD)).isEmpty();
    assertThat(RolledSolution.parse(GOOD, GOOD, text)).isEmpty();
  }

  @Test
  void theKeyHasAllThatTellsSharesOfAJobApartButTheNonce() {
    RolledSolution solution = new RolledSolution(-2, 0x0f5e1000L, new Nonce(7));

    assertThat(solution.keyWithin("0123456789abcdef"))
        .isEqualTo("0123456789abcdef:fffffffe:0f5e1000");
    assertThat(new Nonce(7).keyWithin("0123456789abcdef")).isEqualTo("0123456789abcdef");
  }

  @Test
  void theOrderAgreesWithEquality() {
    RolledSolution solution = new RolledSolution(1, 2, new Nonce(3));

    assertThat(solution).isEqualByComparingTo(new RolledSolution(1, 2, new Nonce(3)));
    assertThat(solution.compareTo(new RolledSolution(2, 2, new Nonce(3)))).isNegative();
    assertThat(solution.compareTo(new RolledSolution(1, 3, new Nonce(3)))).isNegative();
    assertThat(solution.compareTo(new RolledSolution(1, 2, new Nonce(4)))).isNegative();
  }

  @Test
  void solutionsOfOneHashCodeAreStillToldApart() {
    Set<RolledSolution> solutions = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      // The hash code of a record weighs its components with powers of 31.
      solutions.add(new RolledSolution(i, 0, new Nonce(-31 * 31 * i)));
    }

    assertThat(solutions.stream().map(Object::hashCode).distinct()).hasSize(1);
    assertThat(solutions).hasSize(1000).contains(new RolledSolution(5, 0, new Nonce(-31 * 31 * 5)));
    assertThat(solutions).doesNotContain(new RolledSolution(5, 0, new Nonce(-31 * 31 * 6)));
  }
}
