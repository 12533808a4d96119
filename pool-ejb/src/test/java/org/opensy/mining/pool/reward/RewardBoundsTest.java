package org.opensy.mining.pool.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.Hash256;

/** What the values of this package may just be, and what they may just not be. */
class RewardBoundsTest {
  private static final Amount MINUS_ONE = Amount.ofBaseUnits(-1);

  private static RewardShare share(String address) {
    return new RewardShare(address, BigInteger.ONE, Amount.ZERO);
  }

  @Test
  void anAddressHas1To255Characters() {
    assertThatThrownBy(() -> share("")).isInstanceOf(IllegalArgumentException.class);
    assertThat(share("a").address()).isEqualTo("a");
    assertThat(share("a".repeat(255)).address()).hasSize(255);
    assertThatThrownBy(() -> share("a".repeat(256))).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"!", "~", "a!b~c"})
  void anAddressIsOfPrintableAscii(String address) {
    assertThat(share(address).address()).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "a b", "\u007f", "a\u007f", "\u00e4", "\n"})
  void anyOtherCharacterIsRefused(String address) {
    assertThatThrownBy(() -> share(address)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whoIsPaidHasWorkedAndOwesNothing() {
    assertThatThrownBy(() -> new RewardShare("a", BigInteger.ZERO, Amount.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no work");
    assertThatThrownBy(() -> new RewardShare("a", BigInteger.ONE, MINUS_ONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("negative amount");
  }

  @Test
  void aLineOfAWindowHasWork() {
    assertThat(new MinerWork("a", BigInteger.ONE).work()).isOne();
    assertThatThrownBy(() -> new MinerWork("a", BigInteger.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aWindowNamesAMinerOnceAndIsSorted() {
    MinerWork a = new MinerWork("a", BigInteger.ONE);
    MinerWork b = new MinerWork("b", BigInteger.TWO);

    assertThat(new RewardWindow(List.of(b, a)).miners()).containsExactly(a, b);
    assertThat(new RewardWindow(List.of(b, a)).work()).isEqualTo(3);
    assertThatThrownBy(() -> new RewardWindow(List.of(a, b, a)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPartIsFromNothingToAll() {
    assertThatCode(() -> new BasisPoints(0)).doesNotThrowAnyException();
    assertThat(new BasisPoints(BasisPoints.WHOLE).rest()).isEqualTo(BasisPoints.ZERO);
    assertThat(new BasisPoints(1).rest()).isEqualTo(new BasisPoints(9999));
    assertThatThrownBy(() -> new BasisPoints(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BasisPoints(10_001)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sumsOfANodeAreNotNegative() {
    assertThatThrownBy(() -> new SumNode(Hash256.ZERO, BigInteger.ONE.negate(), Amount.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("work is not from 0 to below 2^256");
    assertThatThrownBy(() -> new SumNode(Hash256.ZERO, BigInteger.ZERO, MINUS_ONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("negative amount");
  }

  @Test
  void aSchemeIsReadInAnyCase() {
    assertThat(RewardScheme.ofName("PpLnS")).isEqualTo(RewardScheme.PPLNS);
    assertThat(RewardScheme.PPLNS.lowerCaseName()).isEqualTo("pplns");
    assertThatThrownBy(() -> RewardScheme.ofName("pay"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRootIsReadAsItIsWritten() {
    String hex = "0123456789abcdef".repeat(4);

    assertThat(RewardRoot.ofHex(hex)).hasToString(hex);
    assertThat(RewardRoot.ofHex(hex).hex()).isEqualTo(hex);
  }

  @Test
  void everyFaultHasASubjectOfItsOwn() {
    assertThat(ProofFault.values()).extracting(ProofFault::subject).doesNotHaveDuplicates();
    assertThat(ProofFault.CARRIED_OUT.subject()).isEqualTo("carried out");
  }
}
