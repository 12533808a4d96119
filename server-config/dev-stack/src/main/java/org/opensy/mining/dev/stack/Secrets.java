package org.opensy.mining.dev.stack;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Passwords made for one run or one installation. Thread-safe. */
final class Secrets {
  private static final int BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Secrets() {}

  /** Returns 128 random bits in hex. */
  static String next() {
    byte[] secret = new byte[BYTES];
    RANDOM.nextBytes(secret);
    return HexFormat.of().formatHex(secret);
  }
}
