package org.opensy.mining.randomx;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * When mode auto means full: when the memory that can be had holds two keys at once (a cache and a
 * dataset each, as around a key change) and 1 GiB is left for everything else: 5.6 GiB. Explicit
 * full mode does not ask.
 *
 * <p>What can be had is {@code MemAvailable} of /proc/meminfo, but not more than the container's
 * limit leaves; on systems without /proc, the free memory.
 *
 * <p>Thread-safe.
 */
public final class MemoryRule {

  /** Bytes that must be available for auto to mean full. */
  public static final long NEEDED_FOR_FULL =
      2 * (RandomXCache.BYTES + RandomXDataset.BYTES) + (1L << 30);

  private static final Path MEMINFO = Path.of("/proc/meminfo");

  private MemoryRule() {}

  /** Light or full; auto is decided by {@code availableBytes}. */
  public static RandomXMode decide(RandomXMode mode, long availableBytes) {
    if (mode != RandomXMode.AUTO) {
      return mode;
    }
    return availableBytes >= NEEDED_FOR_FULL ? RandomXMode.FULL : RandomXMode.LIGHT;
  }

  /** Whether a dataset can be had now with 512 MiB left for everything else. */
  static boolean roomForDataset() {
    return availableBytes() >= RandomXDataset.BYTES + (512L << 20);
  }

  /** Bytes that can be had now, as far as the system says. */
  public static long availableBytes() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    try {
      List<String> meminfo = Files.readAllLines(MEMINFO);
      boolean limited = system.getTotalMemorySize() < bytes(meminfo, "MemTotal:");
      long available = bytes(meminfo, "MemAvailable:");
      return limited ? Math.min(available, system.getFreeMemorySize()) : available;
    } catch (IOException notLinux) {
      return system.getFreeMemorySize();
    }
  }

  /** A line of /proc/meminfo, {@code "MemTotal: 24033420 kB"}, in bytes; 0 when there is none. */
  static long bytes(List<String> meminfo, String name) {
    return meminfo.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.replaceAll("[^0-9]", ""))
        .mapToLong(kibibytes -> Long.parseLong(kibibytes) * 1024)
        .findFirst()
        .orElse(0);
  }
}
