package org.opensy.mining.stratum.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Mutates good lines of both dialects. Each result is a message that survives being written and
 * read again, or a refusal with an answer.
 */
class CodecFuzzTest {
  private static final long SEED = 20_261_122;
  private static final int LINES = 1_000_000;
  private static final int PARTS = 4;
  private static final byte[] PIECES =
      Lines.bytes("{}[]\":,\\0123456789-+.eEtruefalsnl \u0000\u00ff\t\r\u007f");

  @Test
  void everyLineIsAMessageOrARefusal() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(PARTS);
    try {
      List<Future<int[]>> parts = new ArrayList<>();
      for (int part = 0; part < PARTS; part++) {
        Random random = new Random(SEED + part);
        parts.add(executor.submit(() -> messagesAmong(LINES / PARTS, random)));
      }
      for (Future<int[]> part : parts) {
        // Some mutations leave a message a message; most do not.
        for (int messages : part.get()) {
          assertThat(messages)
              .as("seed %d", SEED)
              .isBetween(LINES / PARTS / 100, LINES / PARTS / 2);
        }
      }
    } finally {
      executor.shutdownNow();
    }
  }

  /** How many of so many lines are a request, an answer to XMRig, an answer to a Bitcoin miner. */
  private static int[] messagesAmong(int count, Random random) throws ProtocolException {
    List<byte[]> lines = goodLines();
    int[] messages = new int[3];
    for (int i = 0; i < count; i++) {
      byte[] line = mutate(lines.get(random.nextInt(lines.size())), random);
      messages[0] += isClientMessage(line) ? 1 : 0;
      messages[1] += isServerMessage(line, Dialect.XMRIG) ? 1 : 0;
      messages[2] += isServerMessage(line, Dialect.BITCOIN) ? 1 : 0;
    }
    return messages;
  }

  private static List<byte[]> goodLines() {
    List<byte[]> lines = new ArrayList<>();
    Lines.CLIENT_LINES.forEach(line -> lines.add(Lines.bytes(line)));
    Lines.SERVER_MESSAGES.forEach(message -> lines.add(StratumCodec.encode(message)));
    Lines.BITCOIN_SERVER_MESSAGES.forEach(
        message -> lines.add(StratumCodec.encode(message, Dialect.BITCOIN)));
    return lines;
  }

  private static boolean isClientMessage(byte[] line) throws ProtocolException {
    ClientMessage message;
    try {
      message = StratumCodec.decodeClient(line);
    } catch (ProtocolException e) {
      requireSame(e.reply(), again(e.reply(), e.dialect().orElse(Dialect.XMRIG)));
      return false;
    }
    requireSame(message, StratumCodec.decodeClient(StratumCodec.encode(message)));
    return true;
  }

  private static boolean isServerMessage(byte[] line, Dialect dialect) throws ProtocolException {
    ServerMessage message;
    try {
      message = StratumCodec.decodeServer(line, dialect);
    } catch (ProtocolException e) {
      return false;
    }
    requireSame(message, again(message, dialect));
    return true;
  }

  private static ServerMessage again(ServerMessage message, Dialect dialect)
      throws ProtocolException {
    return StratumCodec.decodeServer(StratumCodec.encode(message, dialect), dialect);
  }

  /** Without an assertion's cost, a million times over. */
  private static void requireSame(Object message, Object again) {
    if (!message.equals(again)) {
      throw new AssertionError(message + " became " + again + ", seed " + SEED);
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
