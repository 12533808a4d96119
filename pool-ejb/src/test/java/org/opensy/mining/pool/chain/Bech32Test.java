package org.opensy.mining.pool.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The test vectors of BIP173 and BIP350 for the two checksums. */
class Bech32Test {
  private static final long SEED = 0x5eed_0007L;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A12UEL5L",
        "a12uel5l",
        "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs",
        "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
        "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w",
        "?1ezyfcl"
      })
  void aValidTextOfBip173IsBech32(String text) {
    assertRoundTrip(text, Bech32.Variant.BECH32);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A1LQFN3A",
        "a1lqfn3a",
        "an83characterlonghumanreadablepartthatcontainsthetheexcludedcharactersbioandnumber11sg7hg6",
        "abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx",
        "split1checkupstagehandshakeupstreamerranterredcaperredlc445v",
        "?1v759aa"
      })
  void aValidTextOfBip350IsBech32m(String text) {
    assertRoundTrip(text, Bech32.Variant.BECH32M);
  }

  private static void assertRoundTrip(String text, Bech32.Variant variant) {
    Bech32.Decoded decoded = Bech32.decode(text);

    assertThat(decoded.variant()).isEqualTo(variant);
    assertThat(Bech32.encode(variant, decoded.prefix(), decoded.groups().toArray()))
        .isEqualTo(text.toLowerCase(Locale.ROOT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " 1nwldj5",
        "\u007f1axkwrx",
        "\u00801eym55h",
        "an84characterslonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1569pvx",
        "pzry9x0s0muk",
        "1pzry9x0s0muk",
        "x1b4n0q5v",
        "li1dgmt3",
        "A1G7SGD8",
        "10a06t8",
        "1qzzfhee",
        " 1xj0phk",
        "\u007f1g6xzxy",
        "\u00801vctc34",
        "qyrz8wqd2c9m",
        "1qyrz8wqd2c9m",
        "y1b0jsk6g",
        "lt1igcx5c0",
        "in1muywd",
        "mm1crxm3i",
        "au1s5cgom",
        "M1VUXWEZ",
        "16plkw9",
        "1p2gdwpf",
        "a12UEL5L"
      })
  void anInvalidTextOfBip173OrBip350IsRefused(String text) {
    assertThatThrownBy(() -> Bech32.decode(text)).isInstanceOf(InvalidAddressException.class);
  }

  /** Unicode has letters that become ASCII when their case is changed: the Kelvin sign is one. */
  @Test
  void aLetterThatOnlyLooksLikeAsciiInAnotherCaseIsRefused() {
    assertThatThrownBy(() -> Bech32.decode("\u212a12UEL5L"))
        .isInstanceOf(InvalidAddressException.class);
  }

  @Test
  void groupsOfFiveBitsSurviveTheRoundTrip() {
    Random random = new Random(SEED);
    for (int size = 0; size <= 40; size++) {
      byte[] data = new byte[size];
      random.nextBytes(data);

      assertThat(Bech32.toBytes(Bech32.toGroups(data))).as("seed %x", SEED).isEqualTo(data);
    }
  }
}
