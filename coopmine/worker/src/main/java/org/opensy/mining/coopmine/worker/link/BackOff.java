package org.opensy.mining.coopmine.worker.link;

import java.time.Duration;

/**
 * Growing pauses between attempts: doubled each time, from {@code first} up to {@code longest}.
 *
 * <p>Not thread-safe.
 */
public final class BackOff {
  private final Duration first;
  private final Duration longest;
  private Duration next;

  /** From the first pause on. */
  public BackOff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
    this.next = first;
  }

  /** The pause to make now. */
  public Duration pause() {
    Duration now = next;
    Duration doubled = now.multipliedBy(2);
    next = doubled.compareTo(longest) > 0 ? longest : doubled;
    return now;
  }

  /** To be called after a success. */
  public void reset() {
    next = first;
  }
}
