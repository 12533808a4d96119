package org.opensy.mining.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the system tells of a process. Thread-safe. */
final class ProcessFigures {
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final int KIB = 1024;

  private ProcessFigures() {}

  /** Resident bytes; empty where there is no {@code /proc}, or no such process. */
  static OptionalLong residentBytes(ProcessHandle process) {
    try {
      String status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"));
      Matcher resident = RESIDENT.matcher(status);
      return resident.find()
          ? OptionalLong.of(Long.parseLong(resident.group(1)) * KIB)
          : OptionalLong.empty();
    } catch (IOException notLinux) {
      return OptionalLong.empty();
    }
  }

  /** Nanoseconds of user and system time of all threads so far; empty if the system is silent. */
  static OptionalLong cpuNanos(ProcessHandle process) {
    return process.info().totalCpuDuration().map(Duration::toNanos).stream()
        .mapToLong(Long::longValue)
        .findFirst();
  }
}
