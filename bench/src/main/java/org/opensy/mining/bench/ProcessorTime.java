package org.opensy.mining.bench;

import java.time.Duration;

/** CPU time of a running process, as the operating system counts it (10 ms on Linux). */
final class ProcessorTime {
  private ProcessorTime() {}

  /**
   * User and system time of all threads so far, in seconds.
   *
   * @throws IllegalStateException if the process has ended or the system does not tell
   */
  static double secondsOf(long pid) {
    return ProcessHandle.of(pid)
            .flatMap(process -> process.info().totalCpuDuration())
            .map(Duration::toNanos)
            .orElseThrow(() -> new IllegalStateException("no CPU time for process " + pid))
        / 1e9;
  }
}
