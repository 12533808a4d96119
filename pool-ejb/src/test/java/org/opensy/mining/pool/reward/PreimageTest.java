package org.opensy.mining.pool.reward;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.Hash256;

/** The bytes that {@code docs/proofs.md} names, spelled out. */
class PreimageTest {
  private static Hash256 sha256OfHex(String bytes) throws NoSuchAlgorithmException {
    byte[] preimage = HexFormat.of().parseHex(bytes.replace(" ", ""));
    return Hash256.ofInternal(MessageDigest.getInstance("SHA-256").digest(preimage));
  }

  @Test
  void theFirstByteTellsLeafNodeAndRootApart() throws Exception {
    assertThat(Preimage.ofLeaf().sha256()).isEqualTo(sha256OfHex("00"));
    assertThat(Preimage.ofInner().sha256()).isEqualTo(sha256OfHex("01"));
    assertThat(Preimage.ofRoot().sha256()).isEqualTo(sha256OfHex("02"));
  }

  @Test
  void numbersHaveTheirHighestByteFirst() throws Exception {
    assertThat(Preimage.ofLeaf().uint8(0xfe).uint16(0x0102).uint32(0x03040506).sha256())
        .isEqualTo(sha256OfHex("00 fe 0102 03040506"));
    assertThat(Preimage.ofLeaf().uint32(0xfffefdfc).sha256()).isEqualTo(sha256OfHex("00 fffefdfc"));
  }

  @Test
  void amountsHaveEightBytesAndMayBeNegative() throws Exception {
    assertThat(
            Preimage.ofLeaf()
                .amount(Amount.ofBaseUnits(0x0102030405060708L))
                .amount(Amount.ofBaseUnits(-2))
                .sha256())
        .isEqualTo(sha256OfHex("00 0102030405060708 fffffffffffffffe"));
  }

  @ParameterizedTest
  @CsvSource({
    "0000000000000000000000000000000000000000000000000000000000000000",
    "00000000000000000000000000000000000000000000000000000000000000ff",
    "00ff000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "8000000000000000000000000000000000000000000000000000000000000000",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
  })
  void workHas32BytesWithoutASign(String hex) throws Exception {
    assertThat(Preimage.ofLeaf().work(new BigInteger(hex, 16)).sha256())
        .isEqualTo(sha256OfHex("00" + hex));
  }
}
