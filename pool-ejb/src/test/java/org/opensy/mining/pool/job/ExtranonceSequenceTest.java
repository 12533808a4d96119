package org.opensy.mining.pool.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ExtranonceSequenceTest {

  @Test
  void instanceComesFirstAndSessionSecondBothBigEndian() {
    Extranonce extranonce = new Extranonce(0x01020304, 0xfffefdfc);

    assertThat(extranonce.toArray()).containsExactly(1, 2, 3, 4, -1, -2, -3, -4);
    assertThat(extranonce).hasToString("01020304fffefdfc");
  }

  @Test
  void eachSessionGetsTheNextNumber() {
    ExtranonceSequence sequence = new ExtranonceSequence(5);

    assertThat(sequence.next()).isEqualTo(new Extranonce(5, 0));
    assertThat(sequence.next()).isEqualTo(new Extranonce(5, 1));
  }

  @Test
  void noNumberIsGivenTwiceWhenAllAreUsedUp() {
    ExtranonceSequence sequence = new ExtranonceSequence(5, 0xffff_ffffL);

    assertThat(sequence.next()).isEqualTo(new Extranonce(5, -1));
    assertThatThrownBy(sequence::next).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(sequence::next).isInstanceOf(IllegalStateException.class);
  }
}
