package org.opensy.mining.stratum.transport;

import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;

/**
 * Says once a minute at most that miners speak TLS to a port without it, or plain text to one with
 * it. Thread-safe.
 */
final class TlsMismatchLog {
  private static final System.Logger LOG = System.getLogger("org.opensy.mining.stratum");
  private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final String words;
  private long saidNanos;
  private boolean isSaid;
  private long unsaid;

  /** For one port. */
  TlsMismatchLog(int port, boolean hasTls) {
    words =
        hasTls
            ? " speaks no TLS, which port " + port + " is for"
            : " speaks TLS to port " + port + ", which has none";
  }

  synchronized void record(InetAddress miner, long nowNanos) {
    if (isSaid && nowNanos - saidNanos < PAUSE_NANOS) {
      unsaid++;
      return;
    }
    String others = unsaid == 0 ? "" : "; " + unsaid + " more did since the last such line";
    LOG.log(Level.WARNING, "STRATUM-3004 closed: " + miner.getHostAddress() + words + others);
    isSaid = true;
    saidNanos = nowNanos;
    unsaid = 0;
  }
}
