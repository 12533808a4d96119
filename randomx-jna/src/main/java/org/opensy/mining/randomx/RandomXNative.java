package org.opensy.mining.randomx;

import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;

/**
 * The C functions of librandomx ({@code randomx.h}), direct-mapped by JNA; names and parameter
 * order are those of the C header. {@code size_t} is {@code long} (only 64-bit systems are
 * supported), {@code unsigned long} is {@link NativeLong} (32 bits on Windows).
 *
 * <p>None of these checks anything: a null cache aborts the process in builds with assertions and
 * is undefined in the others. Only the facade classes of this package call them, after their own
 * checks. {@link RandomXLibrary} registers the class once.
 */
@SuppressWarnings("MemberName") // the C names
final class RandomXNative {

  private RandomXNative() {}

  /** Flags for this CPU; never includes LARGE_PAGES, FULL_MEM or (mostly) SECURE. */
  static native int randomx_get_flags();

  /** Null when the memory cannot be had, or the flags are not supported. */
  static native Pointer randomx_alloc_cache(int flags);

  static native void randomx_init_cache(Pointer cache, byte[] key, long keySize);

  static native void randomx_release_cache(Pointer cache);

  /** Null when the memory cannot be had. */
  static native Pointer randomx_alloc_dataset(int flags);

  static native NativeLong randomx_dataset_item_count();

  /** Safe from several threads at once when their ranges of items do not overlap. */
  static native void randomx_init_dataset(
      Pointer dataset, Pointer cache, NativeLong startItem, NativeLong itemCount);

  static native Pointer randomx_get_dataset_memory(Pointer dataset);

  static native void randomx_release_dataset(Pointer dataset);

  /**
   * Null when memory or executable pages cannot be had. {@code cache} may be null with FULL_MEM.
   */
  static native Pointer randomx_create_vm(int flags, Pointer cache, Pointer dataset);

  static native void randomx_destroy_vm(Pointer machine);

  /** Writes 32 bytes to {@code output}. Restores the floating-point state of the thread. */
  static native void randomx_calculate_hash(
      Pointer machine, byte[] input, long inputSize, byte[] output);
}
