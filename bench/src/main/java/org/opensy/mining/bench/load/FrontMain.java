package org.opensy.mining.bench.load;

import jakarta.resource.ResourceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.randomx.RandomXKey;

/**
 * The pool's front in a process of its own. Takes orders on standard input, a word a line, and
 * answers each with a line that begins with the word; ends with its input.
 */
public final class FrontMain {
  static final String READY = "ready";
  static final String NEW_BLOCK = "block";
  static final String LATER_WORK = "later";
  static final String HEAP = "heap";
  static final String VERIFY = "verify";

  private static final int COLLECTIONS = 3;

  private FrontMain() {}

  /** Takes a port of 127.0.0.1, and {@code verify} if shares are to be verified. */
  public static void main(String[] arguments) throws IOException, ResourceException {
    PoolConfig config = FrontConfig.forPort(Integer.parseInt(arguments[0]));
    boolean verify = List.of(arguments).contains(VERIFY);
    SyntheticChain chain = new SyntheticChain();
    try (LightHashing hashing = new LightHashing();
        BareFront front =
            BareFront.open(config, verify ? hashing : FrontMain::easiest, chain.work())) {
      BufferedReader orders =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      System.out.println(READY);
      for (String order = orders.readLine(); order != null; order = orders.readLine()) {
        System.out.println(order + " " + obey(order, front, chain));
      }
    }
    System.exit(0);
  }

  private static long obey(String order, BareFront front, SyntheticChain chain) {
    return switch (order) {
      case NEW_BLOCK -> front.mine(chain.nextBlock());
      case LATER_WORK -> front.mine(chain.laterWork());
      case HEAP -> heapBytes();
      default -> throw new IllegalArgumentException("unknown order: " + order);
    };
  }

  /** As many collections as it takes for cleared references to be gone too. */
  private static long heapBytes() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** The hash that every header has: a share of difficulty 1 and never a block. */
  static byte[] easiest(RandomXKey key, byte[] header) {
    byte[] hash = new byte[32];
    Arrays.fill(hash, (byte) 0xff);
    return hash;
  }
}
