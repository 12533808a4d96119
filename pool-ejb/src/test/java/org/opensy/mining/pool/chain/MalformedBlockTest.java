package org.opensy.mining.pool.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the node calls "Block decode failed" is a {@link ChainFormatException} here, never else. */
class MalformedBlockTest {
  private static final long SEED = 0x5eed_0006L;
  private static final byte[] BLOCK = ChainVectors.acceptedBlock(116).bytes("block").toArray();

  @Test
  void aBlockCutAnywhereIsRefused() {
    for (int size = 0; size < BLOCK.length; size++) {
      byte[] cut = Arrays.copyOf(BLOCK, size);
      assertThatThrownBy(() -> Block.parse(cut))
          .as("first %d bytes", size)
          .isInstanceOf(ChainFormatException.class);
    }
  }

  @Test
  void bytesLeftOverAreRefused() {
    byte[] longer = Arrays.copyOf(BLOCK, BLOCK.length + 1);

    assertThatThrownBy(() -> Block.parse(longer))
        .isInstanceOf(ChainFormatException.class)
        .hasMessageContaining("left over");
  }

  @Test
  void textThatIsNoHexIsRefused() {
    assertThatThrownBy(() -> Block.parseHex("xyz")).isInstanceOf(ChainFormatException.class);
    assertThatThrownBy(() -> Block.parseHex("abc")).isInstanceOf(ChainFormatException.class);
  }

  @Test
  void aBlockAboveTheMaximumIsRefusedUnread() {
    assertThatThrownBy(() -> Block.parse(new byte[Block.MAX_SIZE + 1]))
        .isInstanceOf(ChainFormatException.class)
        .hasMessageContaining("too large");
  }

  @Test
  void aDamagedBlockIsRefusedOrParsedButNeverBreaksTheParser() {
    Random random = new Random(SEED);
    for (int i = 0; i < 5000; i++) {
      byte[] damaged = BLOCK.clone();
      for (int j = 0; j <= random.nextInt(3); j++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      assertThatCode(() -> parseIfWellFormed(damaged))
          .as("seed %x", SEED)
          .doesNotThrowAnyException();
    }
  }

  private static void parseIfWellFormed(byte[] data) {
    try {
      assertThat(Block.parse(data).serialize()).isEqualTo(data);
    } catch (ChainFormatException e) {
      assertThat(e).hasMessageMatching("(?s).+");
    }
  }

  @Test
  void aWitnessRecordWithoutWitnessIsRefused() {
    // version 2, segwit flag, one empty input, no output, an empty stack, lock time
    String superfluous =
        "02000000" + "0001" + "01" + "00".repeat(36) + "00ffffffff" + "00" + "00" + "00000000";

    assertThatThrownBy(() -> Transaction.parse(Bytes.ofHex(superfluous).toArray()))
        .isInstanceOf(ChainFormatException.class)
        .hasMessageContaining("superfluous");
  }

  @Test
  void anUnknownFlagAndATransactionWithoutInputsAreRefused() {
    assertThatThrownBy(() -> Transaction.parse(Bytes.ofHex("02000000" + "0002").toArray()))
        .isInstanceOf(ChainFormatException.class)
        .hasMessageContaining("flag");
    assertThatThrownBy(
            () -> Transaction.parse(Bytes.ofHex("02000000" + "0000" + "00000000").toArray()))
        .isInstanceOf(ChainFormatException.class)
        .hasMessageContaining("without inputs");
  }
}
