package org.opensy.mining.bench.load;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a server's process takes, from a mark on. Notes nothing of a process that is not ours. Used
 * from one thread.
 */
final class ServerGauge {
  private static final double NANOS_PER_MICRO = 1e3;
  private static final double KIB = 1024;

  private final LoadedServer server;
  private final LoadFigures figures;
  private OptionalLong heap = OptionalLong.empty();
  private OptionalLong resident = OptionalLong.empty();
  private OptionalLong cpu = OptionalLong.empty();
  private OptionalLong ownCpu = OptionalLong.empty();

  ServerGauge(LoadedServer server, LoadFigures figures) {
    this.server = server;
    this.figures = figures;
  }

  /** Memory counts from now on. */
  void markMemory() {
    heap = server.heapBytes();
    resident = residentBytes();
  }

  /** CPU time counts from now on. */
  void markCpu() {
    cpu = cpuNanos(server.process());
    ownCpu = cpuNanos(Optional.of(ProcessHandle.current()));
  }

  /** Notes the heap since the mark, for each of so many. */
  void noteHeap(String name, int count) {
    note(name + ", KiB", heap, server.heapBytes(), count * KIB);
  }

  /** Notes the resident memory since the mark, for each of so many. */
  void noteResident(String name, int count) {
    note(name + ", KiB", resident, residentBytes(), count * KIB);
  }

  /** Notes the CPU time since the mark, the server's and our own, for each of so many. */
  void noteCpu(String name, int count) {
    OptionalLong now = cpuNanos(server.process());
    note("CPU of " + name + ", µs", cpu, now, count * NANOS_PER_MICRO);
    if (now.isPresent()) {
      OptionalLong own = cpuNanos(Optional.of(ProcessHandle.current()));
      note("CPU of " + name + " at the miners, µs", ownCpu, own, count * NANOS_PER_MICRO);
    }
  }

  private void note(String name, OptionalLong before, OptionalLong after, double parts) {
    if (before.isPresent() && after.isPresent()) {
      figures.note(name, (after.getAsLong() - before.getAsLong()) / parts);
    }
  }

  private OptionalLong residentBytes() {
    return server.process().map(ProcessFigures::residentBytes).orElse(OptionalLong.empty());
  }

  private static OptionalLong cpuNanos(Optional<ProcessHandle> process) {
    return process.map(ProcessFigures::cpuNanos).orElse(OptionalLong.empty());
  }
}
