package org.opensy.mining.pool.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  private static final long SEED = 0x5eed_0001L;
  private static final List<Network> NETWORKS = List.of(Network.values());

  static Stream<Arguments> valid() {
    return Stream.of(Network.MAIN, Network.TEST)
        .flatMap(
            network ->
                ChainVectors.elements(ChainVectors.addresses(network).get("valid"))
                    .map(entry -> Arguments.of(network, entry)));
  }

  static Stream<Arguments> judged() {
    return Stream.of(Network.MAIN, Network.TEST)
        .flatMap(
            network ->
                ChainVectors.elements(ChainVectors.addresses(network).get("others"))
                    .map(entry -> Arguments.of(network, entry)));
  }

  @ParameterizedTest
  @MethodSource("valid")
  void anAddressOfTheNodeHasTheScriptOfTheNode(Network network, JsonNode entry) {
    Address address = Address.parse(entry.get("address").asText(), network);

    assertThat(address.script().toHex()).isEqualTo(entry.get("scriptPubKey").asText());
    assertThat(address).hasToString(entry.get("address").asText());
    assertThat(address.network()).isEqualTo(network);
  }

  @ParameterizedTest
  @MethodSource("valid")
  void anAddressOfTheMainOrTestNetworkIsRefusedOnTheOther(Network network, JsonNode entry) {
    Network other = network == Network.MAIN ? Network.TEST : Network.MAIN;

    assertThatThrownBy(() -> Address.parse(entry.get("address").asText(), other))
        .isInstanceOf(InvalidAddressException.class)
        .hasMessageContaining("address of the " + network.chainName() + " network");
  }

  @ParameterizedTest
  @MethodSource("valid")
  void theKindOfAnAddressIsThatOfTheNode(Network network, JsonNode entry) {
    Address.Kind kind =
        switch (entry.get("type").asText()) {
          case "legacy" -> Address.Kind.P2PKH;
          case "p2sh-segwit" -> Address.Kind.P2SH;
          case "bech32" -> Address.Kind.P2WPKH;
          case "bech32m" -> Address.Kind.P2TR;
          default -> throw new AssertionError(entry);
        };

    assertThat(Address.parse(entry.get("address").asText(), network).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({"0, 20, P2WPKH", "0, 32, P2WSH", "1, 32, P2TR", "1, 20, WITNESS", "2, 32, WITNESS"})
  void theKindOfAWitnessIsThatOfItsVersionAndLength(int version, int size, Address.Kind kind) {
    assertThat(Address.segwit(Network.MAIN, version, new byte[size]).kind()).isEqualTo(kind);
  }

  /** The node trims a trailing blank; the pool does not (see the note in the vectors). */
  @ParameterizedTest
  @MethodSource("judged")
  void theVerdictIsThatOfTheNode(Network network, JsonNode entry) {
    String text = entry.get("address").asText();
    boolean expected = entry.get("isvalid").asBoolean() && !text.endsWith(" ");

    assertThat(accepts(text, network)).as(text).isEqualTo(expected);
  }

  @Test
  void anUpperCaseSpellingIsTheSameAddress() {
    String text = "syl1qy552pugv6kj6au8keruk0cmtzvc4xfelzvxa2z";

    assertThat(Address.parse("SYL1QY552PUGV6KJ6AU8KERUK0CMTZVC4XFELZVXA2Z", Network.MAIN))
        .isEqualTo(Address.parse(text, Network.MAIN))
        .hasSameHashCodeAs(Address.parse(text, Network.MAIN))
        .hasToString(text);
  }

  @Test
  void theNodesOwnRegtestAddressesPayToTheNodesOwnScripts() {
    for (AcceptedBlock block : ChainVectors.acceptedBlocks()) {
      Address address = Address.parse(block.text("payout_address"), Network.REGTEST);

      assertThat(address.script()).isEqualTo(block.bytes("payout_script"));
      assertThat(accepts(block.text("payout_address"), Network.MAIN)).isFalse();
      assertThat(accepts(block.text("payout_address"), Network.TEST)).isFalse();
    }
  }

  @Test
  void theMainNetworkAddressThatTheNodeRefusedOnRegtestIsRefused() {
    assertThatThrownBy(
            () -> Address.parse("syl1qvg2uuau5xegn0nt8fly5m2xm84uvgn3m3aermx", Network.REGTEST))
        .isInstanceOf(InvalidAddressException.class)
        .hasMessage("address of the main network, expected regtest");
  }

  // BIP350, "Test vectors for v0-v16 native segregated witness addresses": the programs of the
  // valid
  // ones; the texts differ because the prefix does.
  @ParameterizedTest
  @CsvSource({
    "0, 751e76e8199196d454941c45d1b3a323f1433bd6, 0014",
    "1, 751e76e8199196d454941c45d1b3a323f1433bd6751e76e8199196d454941c45d1b3a323f1433bd6, 5128",
    "16, 751e, 6002",
    "2, 751e76e8199196d454941c45d1b3a323, 5210",
    "0, 000000c4a5cad46221b2a187905e5266362b99d5e91c6ce24d165dab93e86433, 0020",
    "1, 79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798, 5120"
  })
  void aWitnessProgramOfBip350SurvivesTheRoundTrip(int version, String program, String head) {
    for (Network network : Network.values()) {
      Address address = Address.segwit(network, version, HexFormat.of().parseHex(program));

      assertThat(address.script().toHex()).isEqualTo(head + program);
      assertThat(Address.parse(address.toString(), network)).isEqualTo(address);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 16", "0, 19", "0, 33", "1, 1", "1, 41", "17, 32", "-1, 32"})
  void aWitnessProgramOfAnotherLengthOrVersionIsRefused(int version, int size) {
    assertThatThrownBy(() -> Address.segwit(Network.MAIN, version, new byte[size]))
        .isInstanceOf(InvalidAddressException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void theChecksumOfTheOtherVariantIsRefused(int version) {
    byte[] groups = Bech32.toGroups(new byte[32]);
    byte[] data = new byte[groups.length + 1];
    data[0] = (byte) version;
    Bech32.Variant wrong = version == 0 ? Bech32.Variant.BECH32M : Bech32.Variant.BECH32;
    String text = Bech32.encode(wrong, "syl", data);

    assertThatThrownBy(() -> Address.parse(text, Network.MAIN))
        .isInstanceOf(InvalidAddressException.class)
        .hasMessageContaining("checksum");
  }

  @Test
  void nonZeroOrTooLongPaddingIsRefused() {
    String nonZero = Bech32.encode(Bech32.Variant.BECH32M, "syl", new byte[] {2, 0, 0, 0, 1});
    String tooLong = Bech32.encode(Bech32.Variant.BECH32M, "syl", new byte[] {2, 0, 0, 0, 0, 0, 0});

    assertThat(accepts(nonZero, Network.MAIN)).isFalse();
    assertThat(accepts(tooLong, Network.MAIN)).isFalse();
  }

  @Test
  void randomDestinationsSurviveTheRoundTripAndOneWrongCharacterNever() {
    Random random = new Random(SEED);
    for (int i = 0; i < 500; i++) {
      Network network = NETWORKS.get(random.nextInt(NETWORKS.size()));
      Address address = randomAddress(random, network);
      String text = address.toString();
      int at = random.nextInt(text.length());
      char other = text.charAt(at) == 'q' ? 'p' : 'q';
      String damaged = text.substring(0, at) + other + text.substring(at + 1);

      assertThat(Address.parse(text, network)).as("seed %x", SEED).isEqualTo(address);
      assertThat(accepts(damaged, network)).as(damaged).isFalse();
    }
  }

  private static Address randomAddress(Random random, Network network) {
    byte[] hash = new byte[20];
    random.nextBytes(hash);
    byte[] program = new byte[32];
    random.nextBytes(program);
    return switch (random.nextInt(4)) {
      case 0 -> Address.p2pkh(network, hash);
      case 1 -> Address.p2sh(network, hash);
      case 2 -> Address.p2wpkh(network, hash);
      default -> Address.segwit(network, random.nextInt(1, 17), program);
    };
  }

  private static boolean accepts(String text, Network network) {
    try {
      return Address.parse(text, network) != null;
    } catch (InvalidAddressException e) {
      return false;
    }
  }
}
