package org.opensy.mining.coopmine.coordinator.job;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.opensy.mining.coopmine.protocol.NonceSpan;

/**
 * The nonces of one blob: each is given to one worker at most, in consecutive spans, and each
 * yields one share at most. Jobs that differ only in their target go on in the same space.
 *
 * <p>A nonce stands in the blob as four bytes, least significant first. If these are not all zero
 * the pool keeps the last one for itself (24-bit mode), and the space has 2^24 nonces, else 2^32.
 *
 * <p>Thread-safe.
 */
public final class NonceSpace {
  /** Spans of one space; a span that continues its owner's last one counts with that. */
  static final int MAX_GRANTS = 65_536;

  /** Shares of one space that are remembered; later ones are refused. */
  static final int MAX_SHARES = 65_536;

  private final NonceSpan whole;
  private final TreeMap<Long, Grant> grants = new TreeMap<>();
  private final Set<Integer> shares = new HashSet<>();
  private long next;

  private record Grant(long worker, NonceSpan span) {}

  private NonceSpace(NonceSpan whole) {
    this.whole = whole;
    this.next = whole.first();
  }

  /**
   * The space of a blob as the pool sent it.
   *
   * @throws IndexOutOfBoundsException if the blob is too short for the offset
   */
  public static NonceSpace of(byte[] blob, int nonceOffset) {
    int given = 0;
    for (int i = 0; i < 4; i++) {
      given |= blob[nonceOffset + i] & 0xff;
    }
    if (given == 0) {
      return new NonceSpace(new NonceSpan(0, 1L << 32));
    }
    long fixed = (blob[nonceOffset + 3] & 0xffL) << 24;
    return new NonceSpace(new NonceSpan(fixed, 1L << 24));
  }

  /** All nonces of the space. */
  public NonceSpan whole() {
    return whole;
  }

  /** Nonces that nobody has been given. */
  public synchronized long remaining() {
    return whole.end() - next;
  }

  /**
   * Gives the next nonces to a worker, fewer than asked for where the space ends.
   *
   * @param worker the worker's number
   * @param count at least 1
   * @return empty when all nonces are given away
   */
  public synchronized Optional<NonceSpan> grant(long worker, long count) {
    Map.Entry<Long, Grant> last = grants.lastEntry();
    boolean continues = last != null && last.getValue().worker() == worker;
    if (next == whole.end() || (!continues && grants.size() == MAX_GRANTS)) {
      return Optional.empty();
    }
    NonceSpan span = new NonceSpan(next, Math.min(count, whole.end() - next));
    NonceSpan owned = span;
    if (continues) {
      NonceSpan before = last.getValue().span();
      owned = new NonceSpan(before.first(), before.count() + span.count());
    }
    grants.put(owned.first(), new Grant(worker, owned));
    next = span.end();
    return Optional.of(span);
  }

  /** Whether the nonce was given to this worker. */
  public synchronized boolean isGrantedTo(long worker, int nonce) {
    Map.Entry<Long, Grant> grant = grants.floorEntry(Integer.toUnsignedLong(nonce));
    return grant != null
        && grant.getValue().worker() == worker
        && grant.getValue().span().contains(nonce);
  }

  /**
   * Notes that a nonce was handed in as a share.
   *
   * @return false if it had been before, or if {@value #MAX_SHARES} shares have been noted
   */
  public synchronized boolean claim(int nonce) {
    return shares.size() < MAX_SHARES && shares.add(nonce);
  }
}
