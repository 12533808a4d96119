package org.opensy.mining.pool.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The longest and shortest addresses, and what just is none. */
class AddressBoundsTest {
  private static final byte[] HASH =
      HexFormat.of().parseHex("751e76e8199196d454941c45d1b3a323f1433bd6");

  private static void isRefused(String text, String message) {
    assertThatThrownBy(() -> Address.parse(text, Network.MAIN))
        .isInstanceOf(InvalidAddressException.class)
        .hasMessageContaining(message);
  }

  /** The prefix of a Base58 address of regtest is that of the test network. */
  @Test
  void theSameTextOnAnotherNetworkIsAnotherAddress() {
    Address test = Address.p2pkh(Network.TEST, HASH);
    Address regtest = Address.p2pkh(Network.REGTEST, HASH);

    assertThat(test.toString()).isEqualTo(regtest.toString());
    assertThat(test).isNotEqualTo(regtest).isEqualTo(Address.p2pkh(Network.TEST, HASH));
    assertThat(test).isNotEqualTo(Address.p2sh(Network.TEST, HASH));
    assertThat(Address.p2sh(Network.TEST, HASH).hashCode()).isNotEqualTo(test.hashCode());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 19, 21, 32})
  void aHash160Has20Bytes(int size) {
    byte[] hash = new byte[size];

    assertThatThrownBy(() -> Address.p2pkh(Network.MAIN, hash))
        .isInstanceOf(InvalidAddressException.class);
    assertThatThrownBy(() -> Address.p2sh(Network.MAIN, hash))
        .isInstanceOf(InvalidAddressException.class);
    assertThatThrownBy(() -> Address.p2wpkh(Network.MAIN, hash))
        .isInstanceOf(InvalidAddressException.class);
  }

  @ParameterizedTest
  @CsvSource({"0, 20", "0, 32", "1, 2", "1, 40", "16, 2", "16, 40"})
  void aWitnessProgramMayBeThatLong(int version, int size) {
    Address address = Address.segwit(Network.MAIN, version, new byte[size]);

    assertThat(Address.parse(address.toString(), Network.MAIN)).isEqualTo(address);
    assertThat(address.script().size()).isEqualTo(size + 2);
  }

  @Test
  void theNodesAddressIsWrittenFromTheProgramInItsScript() {
    for (Network network : List.of(Network.MAIN, Network.TEST)) {
      for (JsonNode entry : ChainVectors.addresses(network).get("valid")) {
        Bytes script = Bytes.ofHex(entry.get("scriptPubKey").asText());
        if (script.at(0) == 0) {
          byte[] program = script.slice(2, script.size()).toArray();

          assertThat(Address.segwit(network, 0, program))
              .hasToString(entry.get("address").asText());
        }
      }
    }
  }

  /** Groups of five bits may leave up to four over behind the last byte. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 6, 9, 11})
  void moreThanFourBitsOfPaddingAreRefused(int groups) {
    assertThatThrownBy(() -> Bech32.toBytes(new byte[groups]))
        .isInstanceOf(InvalidAddressException.class)
        .hasMessage("invalid padding in Bech32 address");
  }

  @Test
  void upToFourBitsOfPaddingAreNoData() {
    assertThat(Bech32.toBytes(new byte[2])).hasSize(1);
    assertThat(Bech32.toBytes(new byte[4])).hasSize(2);
    assertThat(Bech32.toBytes(new byte[8])).hasSize(5);
  }

  @Test
  void aWitnessVersionAbove16IsRefused() {
    byte[] data = new byte[5];
    data[0] = 17;

    isRefused(Bech32.encode(Bech32.Variant.BECH32M, "syl", data), "invalid witness version 17");
  }

  @Test
  void aBech32AddressHasDataBehindItsPrefixAndOnlyThat() {
    isRefused(Bech32.encode(Bech32.Variant.BECH32, "syl", new byte[0]), "without data");
    isRefused(
        Bech32.encode(Bech32.Variant.BECH32, "syl1a", new byte[5]), "invalid separator position");
  }

  @Test
  void anAddressOfBitcoinIsOneOfAnotherCoin() {
    isRefused("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "address of another coin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"!", "~", "!~"})
  void aPrefixOfBech32IsOfPrintableAscii(String prefix) {
    String text = Bech32.encode(Bech32.Variant.BECH32, prefix, new byte[] {31});

    assertThat(Bech32.decode(text).prefix()).isEqualTo(prefix);
  }

  @ParameterizedTest
  @CsvSource({"li1dgmt3", "10a06t8", "1qzzfhee", "pzry9x0s0muk"})
  void aChecksumHasSixCharactersBehindASeparatorBehindAPrefix(String text) {
    assertThatThrownBy(() -> Bech32.decode(text))
        .isInstanceOf(InvalidAddressException.class)
        .hasMessage("invalid separator position in Bech32 address");
  }

  /** Known from Bitcoin: the checksum of nothing at all. */
  @Test
  void aChecksumOfNothingIsNoAddress() {
    assertThat(Base58Check.encode(new byte[0])).isEqualTo("3QJmnh");
    assertThatThrownBy(() -> Base58Check.decode("3QJmnh"))
        .isInstanceOf(InvalidAddressException.class)
        .hasMessage("invalid checksum or length of Base58 address");
  }

  @Test
  void aBase58TextHasAtMost64Characters() {
    byte[] longest = new byte[43];
    longest[0] = 16;
    byte[] longer = new byte[43];
    longer[0] = -1;
    String text = Base58Check.encode(longest);

    assertThat(text).hasSize(64);
    assertThat(Base58Check.decode(text)).isEqualTo(longest);
    assertThatThrownBy(() -> Base58Check.decode(Base58Check.encode(longer)))
        .isInstanceOf(InvalidAddressException.class)
        .hasMessage("address is too long");
  }
}
