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
  // Nanoseconds; not a number where the system is silent.
  private double cpu;
  private double ownCpu;

  ServerGauge(LoadedServer server, LoadFigures figures) {
    this.server = server;
    this.figures = figures;
  }

  /** Memory counts from now on. */
  void markMemory() {
    heap = server.heapBytes();
    resident = residentBytes();
  }

  /** CPU time, the server's and our own, counts from now on. */
  void startCpu() {
    cpu -= cpuNanos(server.process());
    ownCpu -= cpuNanos(Optional.of(ProcessHandle.current()));
  }

  /** CPU time counts until now. */
  void stopCpu() {
    cpu += cpuNanos(server.process());
    ownCpu += cpuNanos(Optional.of(ProcessHandle.current()));
  }

  /** Notes the CPU time that counted since the last note, for each of so many. */
  void noteCpu(String name, int count) {
    figures.note("CPU of " + name + ", µs", cpu / (count * NANOS_PER_MICRO));
    if (!Double.isNaN(cpu)) {
      figures.note("CPU of " + name + " at the miners, µs", ownCpu / (count * NANOS_PER_MICRO));
    }
    cpu = 0;
    ownCpu = 0;
  }

  /** Notes the heap since the mark, for each of so many. */
  void noteHeap(String name, int count) {
    note(name + ", KiB", heap, server.heapBytes(), count * KIB);
  }

  /** Notes the resident memory since the mark, for each of so many. */
  void noteResident(String name, int count) {
    note(name + ", KiB", resident, residentBytes(), count * KIB);
  }

  private void note(String name, OptionalLong before, OptionalLong after, double parts) {
    if (before.isPresent() && after.isPresent()) {
      figures.note(name, (after.getAsLong() - before.getAsLong()) / parts);
    }
  }

  private OptionalLong residentBytes() {
    return server.process().map(ProcessFigures::residentBytes).orElse(OptionalLong.empty());
  }

  private static double cpuNanos(Optional<ProcessHandle> process) {
    OptionalLong nanos = process.map(ProcessFigures::cpuNanos).orElse(OptionalLong.empty());
    return nanos.isPresent() ? nanos.getAsLong() : Double.NaN;
  }
}
