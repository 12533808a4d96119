package org.opensy.mining.pool.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base58CheckTest {
  private static final long SEED = 0x5eed_0008L;

  // The first is the address in Bitcoin's genesis block, the second its all-zero one; the third is
  // in addresses.json.
  @ParameterizedTest
  @CsvSource({
    "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa, 0062e907b15cbf27d5425399ebf6f0fb50ebb88f18",
    "1111111111111111111114oLvT2, 000000000000000000000000000000000000000000",
    "F5uQMxELVngv2wq3PJd2coVza5a88545V2, 2300cfc54380fe39ab61c99e0a10895cf32042a598"
  })
  void aKnownTextHasTheKnownBytes(String text, String hex) {
    assertThat(Base58Check.decode(text)).isEqualTo(HexFormat.of().parseHex(hex));
    assertThat(Base58Check.encode(HexFormat.of().parseHex(hex))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1111",
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
        "11A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
        "0A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
        "IA1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfN\u00e4"
      })
  void aTextWithoutItsChecksumOrInAnotherAlphabetIsRefused(String text) {
    assertThatThrownBy(() -> Base58Check.decode(text)).isInstanceOf(InvalidAddressException.class);
  }

  @Test
  void anEndlessTextIsRefusedUnread() {
    assertThatThrownBy(() -> Base58Check.decode("z".repeat(1_000_000)))
        .isInstanceOf(InvalidAddressException.class)
        .hasMessageContaining("too long");
  }

  @Test
  void anyBytesSurviveTheRoundTripWithTheirLeadingZeros() {
    Random random = new Random(SEED);
    for (int i = 0; i < 1000; i++) {
      byte[] body = new byte[1 + random.nextInt(30)];
      random.nextBytes(body);
      for (int zeros = random.nextInt(4), j = 0; j < Math.min(zeros, body.length); j++) {
        body[j] = 0;
      }
      assertThat(Base58Check.decode(Base58Check.encode(body))).as("seed %x", SEED).isEqualTo(body);
    }
  }
}
