package org.opensy.mining.pool.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Network;

/** Signatures that a real node's wallet made, and those of the standard. */
class OwnershipTest {
  private static final JsonNode GOLDEN = golden();
  private static final String TEXT = GOLDEN.path("message").asText();

  private record Signed(String kind, Address owner, String madeBy, String signature) {
    @Override
    public String toString() {
      return kind + " by " + madeBy;
    }

    boolean isHex() {
      return signature.matches("[0-9a-f]+");
    }
  }

  private static JsonNode golden() {
    try (InputStream json = OwnershipTest.class.getResourceAsStream("/ownership/signatures.json")) {
      return new ObjectMapper().readTree(json);
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  static Stream<Signed> signatures() {
    return StreamSupport.stream(GOLDEN.path("signatures").spliterator(), false)
        .map(
            row ->
                new Signed(
                    row.path("kind").asText(),
                    address(row.path("address").asText()),
                    row.path("made_by").asText(),
                    row.path("signature").asText()));
  }

  private static Address address(String text) {
    return Address.parse(text, Network.REGTEST);
  }

  @ParameterizedTest
  @MethodSource("signatures")
  void whatTheWalletSignedIsProven(Signed signed) {
    assertThat(signed.owner().kind()).hasToString(signed.kind());
    assertThat(Ownership.isProven(signed.owner(), TEXT, signed.signature())).isTrue();
  }

  @ParameterizedTest
  @MethodSource("signatures")
  void noOtherTextIs(Signed signed) {
    for (String other : List.of("", TEXT + " ", TEXT.substring(1))) {
      assertThat(Ownership.isProven(signed.owner(), other, signed.signature())).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("signatures")
  void noOtherAddressIs(Signed signed) {
    List<Address> others =
        signatures()
            .map(Signed::owner)
            .filter(other -> !other.equals(signed.owner()))
            .distinct()
            .filter(other -> !isOfTheSameKey(other, signed))
            .toList();
    assertThat(others)
        .hasSizeGreaterThan(3)
        .noneMatch(other -> Ownership.isProven(other, TEXT, signed.signature()));
  }

  /** A signed message proves every address of its key, whatever the wallet was asked for. */
  private static boolean isOfTheSameKey(Address other, Signed signed) {
    return signatures()
        .filter(row -> row.owner().equals(other))
        .anyMatch(row -> row.madeBy().contains("privkey") && signed.madeBy().contains("privkey"));
  }

  @ParameterizedTest
  @MethodSource("signatures")
  void noSignatureWithAnotherBitIs(Signed signed) {
    byte[] bytes =
        signed.isHex()
            ? HexFormat.of().parseHex(signed.signature())
            : Base64.getDecoder().decode(signed.signature());
    for (int bit = 0; bit < bytes.length * Byte.SIZE; bit += 7) {
      byte[] other = bytes.clone();
      other[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      boolean isOtherHeader = bytes.length == 65 && bit < Byte.SIZE;
      String text =
          signed.isHex()
              ? HexFormat.of().formatHex(other)
              : Base64.getEncoder().encodeToString(other);
      // Headers that differ in the kind of address alone name the same key.
      assertThat(isOtherHeader || !Ownership.isProven(signed.owner(), TEXT, text))
          .as("bit %d", bit)
          .isTrue();
    }
  }

  /** Its length takes three bytes. */
  @Test
  void aLongTextThatTheNodeSignedIsProven() {
    String text = "longer than a byte can say: " + "0123456789".repeat(30);
    String signature =
        "INvCeeRNob39pPrC14BurmvyKSTa/aoN7R5FXx83/sa/flThAKCcj8XAecI4T22dJE/q6o3WySbb5hOkCHT2oAA=";
    Address owner = address("fMy3dsMPNTgKZNKBDy34FabpDAENCYmo3x");
    assertThat(Ownership.isProven(owner, text, signature)).isTrue();
    assertThat(Ownership.isProven(owner, text + "0", signature)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "'',AkcwRAIgM2gBAQqvZX15ZiysmKmQpDrG83avLIT492QBzLnQIxYCIBaTpOaD20qRlEylyxFSeEA2ba9YOixpX8z46TSDtS40ASECx/EgAxlkQpQ9hYjgGu6EBCPMVPwVIVJqO4XCsMvViHI=",
    "Hello World,AkcwRAIgZRfIY3p7/DoVTty6YZbWS71bc5Vct9p9Fia83eRmw2QCICK/ENGfwLtptFluMGs2KsqoNSk89pO7F29zJLUx9a/sASECx/EgAxlkQpQ9hYjgGu6EBCPMVPwVIVJqO4XCsMvViHI=",
  })
  void theExamplesOfBip322AreProven(String text, String signature) {
    byte[] hash = HexFormat.of().parseHex("2b05d564e6a7a33c087f16e0f730d1440123799d");
    Address owner = Address.p2wpkh(Network.MAIN, hash);
    assertThat(Ownership.isProven(owner, text, signature)).isTrue();
    assertThat(Ownership.isProven(owner, text, "smp" + signature)).isTrue();
    assertThat(Ownership.isProven(owner, text + "!", signature)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "=",
        "AA==",
        "AQA=",
        "00",
        "zz",
        "////////",
        "0000000000000000",
        "AkcwRAIgM2gBAQqvZX15ZiysmKmQpDrG83avLIT492QBzLnQIxYC"
      })
  void whatIsNoSignatureProvesNothing(String signature) {
    signatures()
        .forEach(
            signed -> assertThat(Ownership.isProven(signed.owner(), TEXT, signature)).isFalse());
  }

  @Test
  void aSignatureIsBounded() {
    Signed signed = signatures().findFirst().orElseThrow();
    assertThat(Ownership.isProven(signed.owner(), TEXT, "0".repeat(1 << 20))).isFalse();
  }

  /** What has no rules yet anybody could sign for. */
  @Test
  void addressesOfUnknownKindAreNeverProven() {
    Address future = Address.segwit(Network.REGTEST, 7, new byte[32]);
    assertThat(Ownership.isProven(future, TEXT, "AA==")).isFalse();
    assertThat(Ownership.isProven(future, TEXT, Bip322.unsigned(future, TEXT).transaction()))
        .isFalse();
  }

  @Test
  void whatIsToBeSignedIsWhatTheWalletSigned() {
    signatures()
        .filter(Signed::isHex)
        .filter(signed -> signed.kind().equals("P2TR"))
        .forEach(
            signed -> {
              Bip322.Unsigned unsigned = Bip322.unsigned(signed.owner(), TEXT);
              assertThat(unsigned.spentScript()).isEqualTo(signed.owner().script().toHex());
              assertThat(unsigned.spentId()).matches("[0-9a-f]{64}");
              // Without marker, flag and witness the two are the same.
              assertThat(signed.signature())
                  .startsWith(unsigned.transaction().substring(0, 8) + "0001")
                  .contains(
                      unsigned.transaction().substring(8, unsigned.transaction().length() - 8));
            });
  }
}
