package org.opensy.mining.stratum.transport;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/** Makes the ids of sessions for all ports of a server. Thread-safe. */
public final class SessionIds {
  private static final int RPC_ID_BYTES = 16;

  private final AtomicLong last = new AtomicLong();
  private final SecureRandom random = new SecureRandom();

  /** Numbers 1, 2, 3, … */
  long nextId() {
    return last.incrementAndGet();
  }

  /** 128 random bits in hex. */
  String nextRpcId() {
    byte[] bytes = new byte[RPC_ID_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
