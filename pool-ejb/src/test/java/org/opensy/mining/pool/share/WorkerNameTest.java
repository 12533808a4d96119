package org.opensy.mining.pool.share;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerNameTest {
  @ParameterizedTest
  @CsvSource({
    "rig-7, rig-7",
    "'  rig 7 ', rig_7",
    "Büro/rig+1, B_ro_rig_1",
    "a_.:@#-Z9, a_.:@#-Z9",
    "azAZ09`{[/;, azAZ09_____",
    "'<b>', _b_",
    "'', default",
    "'  ', default"
  })
  void whatNoNameMayHaveBecomesAnUnderscore(String given, String name) {
    assertThat(WorkerName.of(given)).isEqualTo(name);
  }

  @Test
  void aNameHas64CharactersAtMost() {
    assertThat(WorkerName.of("w".repeat(64))).hasSize(64);
    assertThat(WorkerName.of("w".repeat(65))).isEqualTo("w".repeat(64));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"alice@example.org", "rig.alice@example.org", "Alice@Example", "a@", "@a"})
  void anAddressForMailIsForNobodyElse(String name) {
    assertThat(WorkerName.shownToAll(name)).isEmpty();
    assertThat(WorkerName.shownToAll("alice")).isEqualTo("alice");
  }
}
