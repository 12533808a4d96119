package org.opensy.mining.pool.job;

import java.nio.ByteBuffer;

/**
 * The eight bytes that make a session's coinbase its own:
 *
 * <pre>
 * bytes 0..3  pool instance, big-endian, leased so that no two running instances share it
 * bytes 4..7  session of that instance, big-endian, counted up
 * </pre>
 *
 * <p>No two sessions have the same, so no two sessions ever hash the same header. Thread-safe.
 *
 * @param instance the pool instance, all 32 bits
 * @param session the session, all 32 bits
 */
public record Extranonce(int instance, int session) {

  /** The eight bytes as they stand in the coinbase. */
  public byte[] toArray() {
    return ByteBuffer.allocate(Long.BYTES).putInt(instance).putInt(session).array();
  }

  /** 16 hex digits. */
  @Override
  public String toString() {
    return String.format("%08x%08x", instance, session);
  }
}
