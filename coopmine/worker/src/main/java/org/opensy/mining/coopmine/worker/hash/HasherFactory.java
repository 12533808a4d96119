package org.opensy.mining.coopmine.worker.hash;

import java.util.function.BooleanSupplier;
import org.opensy.mining.randomx.RandomXKey;

/** Makes hasher sources. Thread-safe. */
public interface HasherFactory {
  /**
   * Prepares the memory of a key: part of a second for a cache, half a minute for a dataset.
   *
   * @param cancelled asked now and then
   * @throws org.opensy.mining.randomx.RandomXException if the memory cannot be had, or when
   *     cancelled
   */
  HasherSource prepare(RandomXKey key, BooleanSupplier cancelled);

  /** Whether the memory is too large to prepare a key's while another's is still in use. */
  boolean oneAtATime();
}
