package org.opensy.mining.randomx;

import java.util.ArrayList;
import java.util.List;

/**
 * A set of {@code randomx_flags} bits.
 *
 * @param bits the C enumeration's values, or-ed
 */
public record RandomXFlags(int bits) {

  public static final int LARGE_PAGES = 1;
  public static final int HARD_AES = 2;
  public static final int FULL_MEM = 4;
  public static final int JIT = 8;
  public static final int SECURE = 16;
  public static final int ARGON2_SSSE3 = 32;
  public static final int ARGON2_AVX2 = 64;

  /**
   * Every bit that means the rx/0 algorithm; a newer library's bits for other algorithms are not.
   */
  private static final int KNOWN = 127;

  private static final String[] NAMES = {
    "LARGE_PAGES", "HARD_AES", "FULL_MEM", "JIT", "SECURE", "ARGON2_SSSE3", "ARGON2_AVX2"
  };

  /**
   * What {@code randomx_get_flags()} says about the CPU, without bits this module does not know.
   */
  static RandomXFlags detected(int nativeFlags) {
    return new RandomXFlags(nativeFlags & KNOWN & ~(LARGE_PAGES | FULL_MEM));
  }

  public boolean has(int flag) {
    return (bits & flag) == flag;
  }

  public RandomXFlags with(int flag) {
    return new RandomXFlags(bits | flag);
  }

  public RandomXFlags without(int flag) {
    return new RandomXFlags(bits & ~flag);
  }

  /**
   * The names of the set bits in the C header's order, without the {@code RANDOMX_FLAG_} prefix.
   */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    for (int bit = 0; bit < NAMES.length; bit++) {
      if (has(1 << bit)) {
        names.add(NAMES[bit]);
      }
    }
    return List.copyOf(names);
  }

  @Override
  public String toString() {
    return bits == 0 ? "DEFAULT" : String.join("|", names());
  }
}
