package org.opensy.mining.stratum.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Mutates good lines; each result is a message that can be written again, or a refusal. */
class CodecFuzzTest {
  private static final long SEED = 20_261_122;
  private static final int ROUNDS = 200_000;
  private static final byte[] PIECES =
      Lines.bytes("{}[]\":,\\0123456789-+.eEtruefalsnl \u0000\u00ff\t\r\u007f");

  @Test
  void everyLineIsAMessageOrARefusal() {
    List<byte[]> lines = new ArrayList<>();
    for (String line :
        List.of(Lines.XMRIG_LOGIN, Lines.PROXY_LOGIN, Lines.XMRIG_SUBMIT, Lines.XMRIG_KEEPALIVE)) {
      lines.add(Lines.bytes(line));
    }
    Lines.SERVER_MESSAGES.forEach(message -> lines.add(StratumCodec.encode(message)));
    Random random = new Random(SEED);
    int refused = 0;
    for (int i = 0; i < ROUNDS; i++) {
      byte[] line = mutate(lines.get(random.nextInt(lines.size())), random);
      refused += clientRefuses(line) ? 1 : 0;
      refused += serverRefuses(line) ? 1 : 0;
    }
    assertThat(refused).as("seed %d", SEED).isBetween(ROUNDS, 2 * ROUNDS - ROUNDS / 100);
  }

  private static boolean clientRefuses(byte[] line) {
    try {
      ClientMessage message = StratumCodec.decodeClient(line);
      assertThat(StratumCodec.encode(message)).isNotEmpty();
      return false;
    } catch (ProtocolException e) {
      assertThat(StratumCodec.encode(e.reply())).isNotEmpty();
      return true;
    }
  }

  private static boolean serverRefuses(byte[] line) {
    try {
      assertThat(StratumCodec.encode(StratumCodec.decodeServer(line))).isNotEmpty();
      return false;
    } catch (ProtocolException e) {
      return true;
    }
  }

  private static byte[] mutate(byte[] good, Random random) {
    byte[] line = good.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(line.length);
      switch (random.nextInt(5)) {
        case 0 -> line[at] = (byte) random.nextInt(256);
        case 1 -> line[at] = PIECES[random.nextInt(PIECES.length)];
        case 2 -> line = Arrays.copyOf(line, at + 1);
        case 3 -> line = spliced(line, at, random.nextInt(line.length - at), 0);
        default -> line = spliced(line, at, 0, random.nextInt(1 + at));
      }
    }
    return line;
  }

  /** Drops bytes at a position, or repeats the bytes before it; keeps at least one. */
  private static byte[] spliced(byte[] line, int at, int drop, int repeat) {
    byte[] result = new byte[Math.max(1, line.length - drop + repeat)];
    byte[] head = Arrays.copyOf(line, at);
    byte[] again = Arrays.copyOfRange(line, at - repeat, at);
    byte[] tail = Arrays.copyOfRange(line, at + drop, line.length);
    System.arraycopy(head, 0, result, 0, Math.min(head.length, result.length));
    System.arraycopy(again, 0, result, head.length, again.length);
    System.arraycopy(tail, 0, result, head.length + again.length, tail.length);
    return result;
  }
}
