package org.opensy.mining.randomx;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Transparent huge pages on Linux: asked for with {@code madvise(2)} where reserved large pages are
 * not to be had, and found out from {@code /proc/self/smaps} afterwards. Elsewhere it does and sees
 * nothing.
 *
 * <p>Thread-safe.
 */
final class HugePages {

  private static final Path SMAPS = Path.of("/proc/self/smaps");
  private static final Pattern RANGE = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) ");
  private static final long PAGE = 4096;
  private static final int MADV_HUGEPAGE = 14;

  private HugePages() {}

  /**
   * Where a cache keeps its 256 MiB. librandomx has no function for it before version 1.2; the
   * address is the first field of its structure in all versions. Only given to the kernel, which
   * checks it, and never dereferenced.
   */
  static Pointer cacheMemory(Pointer cache) {
    return cache.getPointer(0);
  }

  /** Asks the kernel for huge pages; must come before the memory is first written. */
  static void advise(Pointer memory, long bytes) {
    if (!Platform.isLinux() || memory == null) {
      return;
    }
    long start = Pointer.nativeValue(memory);
    // Outwards to whole pages: the first page must stay in one mapping with the rest, see inForce.
    long from = start - Math.floorMod(start, PAGE);
    long length = Math.floorDiv(start + bytes - from + PAGE - 1, PAGE) * PAGE;
    // A kernel without huge pages answers EINVAL: nothing lost, inForce() tells the truth.
    NativeLibrary.getInstance("c")
        .getFunction("madvise")
        .invokeInt(new Object[] {new Pointer(from), length, MADV_HUGEPAGE});
  }

  /** The pages behind initialised memory. */
  static MemoryPages inForce(Allocation allocation, Pointer memory) {
    if (allocation.largePages()) {
      return MemoryPages.LARGE;
    }
    if (!Platform.isLinux() || memory == null || Native.POINTER_SIZE != Long.BYTES) {
      return MemoryPages.SMALL;
    }
    try {
      return inForce(Files.readAllLines(SMAPS), Pointer.nativeValue(memory));
    } catch (IOException unreadable) {
      return MemoryPages.SMALL;
    }
  }

  /** Transparent when at least half of what is resident in the address's mapping is huge. */
  static MemoryPages inForce(List<String> smaps, long address) {
    boolean inside = false;
    long resident = 0;
    for (String line : smaps) {
      Matcher range = RANGE.matcher(line);
      if (range.lookingAt()) {
        inside = contains(range, address);
      } else if (inside && line.startsWith("Rss:")) {
        resident = kibibytes(line);
      } else if (inside && line.startsWith("AnonHugePages:")) {
        boolean huge = resident > 0 && kibibytes(line) * 2 >= resident;
        return huge ? MemoryPages.TRANSPARENT : MemoryPages.SMALL;
      }
    }
    return MemoryPages.SMALL;
  }

  private static boolean contains(Matcher range, long address) {
    long from = Long.parseUnsignedLong(range.group(1), 16);
    long to = Long.parseUnsignedLong(range.group(2), 16);
    return Long.compareUnsigned(address, from) >= 0 && Long.compareUnsigned(address, to) < 0;
  }

  private static long kibibytes(String line) {
    return Long.parseLong(line.replaceAll("[^0-9]", ""));
  }
}
