package org.opensy.mining.pool.ledger;

import java.time.Duration;
import java.time.Instant;

/**
 * Keeps this instance's promise in the database fresh. Nothing is promised before {@link #begin}
 * and after {@link #end}. Thread-safe.
 */
final class StoragePromise {
  private static final Duration RENEW_AFTER = Duration.ofSeconds(2);

  private final String instance;
  private final ShareWriters writers;
  private final Watermark watermark;
  private boolean running;
  private volatile Instant renewedAt = Instant.MIN;

  StoragePromise(String instance, ShareWriters writers, Watermark watermark) {
    this.instance = instance;
    this.writers = writers;
    this.watermark = watermark;
  }

  /** Before the first share is accepted, so that nobody overlooks this instance. */
  synchronized void begin() {
    renew();
    running = true;
  }

  /** To be called again and again. */
  synchronized void renewIfDue(Instant now) {
    if (running && !renewedAt.isAfter(now.minus(RENEW_AFTER))) {
      renew();
      renewedAt = now;
    }
  }

  /** When the database last took it after a batch of shares; never waits. */
  Instant renewedAt() {
    return renewedAt;
  }

  /** After the last share; what is still open keeps the promise where it is. */
  synchronized void end() {
    if (running && watermark.isClear()) {
      writers.withdraw(instance);
    }
    running = false;
  }

  private void renew() {
    writers.promise(instance, watermark.storedUntil());
  }
}
