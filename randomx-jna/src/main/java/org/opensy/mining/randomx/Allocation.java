package org.opensy.mining.randomx;

import com.sun.jna.Pointer;
import java.util.function.IntFunction;

/**
 * The answer of one of librandomx's allocators, never null.
 *
 * @param pointer the cache, dataset or machine
 * @param flags the flags it was given with
 */
record Allocation(Pointer pointer, RandomXFlags flags) {

  /**
   * Asks with large pages if wanted, then without.
   *
   * @param what what is asked for, for the message
   * @throws RandomXException when the allocator answers null both times
   */
  static Allocation of(
      String what, RandomXFlags flags, boolean tryLargePages, IntFunction<Pointer> allocator) {
    if (tryLargePages) {
      RandomXFlags large = flags.with(RandomXFlags.LARGE_PAGES);
      Pointer pointer = allocator.apply(large.bits());
      if (pointer != null) {
        return new Allocation(pointer, large);
      }
    }
    Pointer pointer = allocator.apply(flags.bits());
    if (pointer == null) {
      throw new RandomXException(
          "librandomx could not allocate " + what + " with flags " + flags + ": out of memory?");
    }
    return new Allocation(pointer, flags);
  }

  boolean largePages() {
    return flags.has(RandomXFlags.LARGE_PAGES);
  }
}
