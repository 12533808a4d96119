package org.opensy.mining.coopmine.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NonceSpanTest {
  @ParameterizedTest
  @CsvSource({"-1, 1", "4294967296, 1", "0, 0", "0, 4294967297", "4294967295, 2"})
  void refusesWhatIsEmptyOrLeavesTheNonces(long first, long count) {
    assertThatThrownBy(() -> new NonceSpan(first, count))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void countsUnsigned() {
    NonceSpan span = new NonceSpan(0x7fff_ffffL, 2);
    assertThat(span.contains(0x7fff_fffe)).isFalse();
    assertThat(span.contains(0x7fff_ffff)).isTrue();
    assertThat(span.contains(0x8000_0000)).isTrue();
    assertThat(span.contains(0x8000_0001)).isFalse();
    assertThat(span.end()).isEqualTo(0x8000_0001L);
  }
}
