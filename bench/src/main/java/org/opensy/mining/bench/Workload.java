package org.opensy.mining.bench;

import java.util.HexFormat;
import org.opensy.mining.randomx.RandomXKey;
import org.opensy.mining.randomx.RandomXSettings;

/**
 * What both sides hash: 80-byte headers that differ in their nonce, under one key.
 *
 * @param settings mode (light or full), pages, secure JIT and threads
 * @param key the RandomX key
 * @param header the 80 bytes, nonce at byte 76, little-endian
 */
public record Workload(RandomXSettings settings, RandomXKey key, String header) {

  /** Where the nonce starts in a header. */
  public static final int NONCE_AT = 76;

  /** Nonces of one thread; the next thread's start where these end. */
  public static final int NONCES_A_THREAD = 1 << 24;

  /** The first block that a regtest node accepted, under its genesis key. */
  public static Workload of(RandomXSettings settings) {
    return new Workload(
        settings,
        RandomXKey.ofHex("50cd54253affdd9f84bc3662369a4afc279014842d9b4263da69a2595215fb67"),
        "0000002050cd54253affdd9f84bc3662369a4afc279014842d9b4263da69a2595215fb6752e583d3"
            + "cd705c05cddeaf89c065c9e6e258a6bca5de6bde3b71b069f509a35b5f88026bffff7f2000000000");
  }

  /** A new copy of the header. */
  public byte[] headerBytes() {
    return HexFormat.of().parseHex(header);
  }
}
