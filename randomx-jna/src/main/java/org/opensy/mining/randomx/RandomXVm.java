package org.opensy.mining.randomx;

import com.sun.jna.Pointer;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;

/**
 * A RandomX virtual machine: 2 MiB of scratchpad and a JIT buffer over a cache or dataset, which it
 * keeps alive.
 *
 * <p>Meant for one thread at a time; calls from several threads, {@link #close} included, take
 * turns. Thread-safe.
 */
public final class RandomXVm implements AutoCloseable {

  /** Bytes of a hash. */
  public static final int HASH_LENGTH = 32;

  private final Machine machine;
  private final Cleaner.Cleanable ownership;
  private boolean closed;

  private RandomXVm(Machine machine) {
    this.machine = machine;
    this.ownership = NativeResource.CLEANER.register(this, machine);
  }

  /**
   * @param shared the cache, or with FULL_MEM the dataset, already retained for the new machine;
   *     released again if there is none
   */
  static RandomXVm create(RandomXFlags flags, boolean tryLargePages, NativeResource shared) {
    boolean created = false;
    try {
      Pointer cache = flags.has(RandomXFlags.FULL_MEM) ? null : shared.pointer();
      Pointer dataset = flags.has(RandomXFlags.FULL_MEM) ? shared.pointer() : null;
      Allocation allocation =
          Allocation.of(
              "a virtual machine (2 MiB and executable pages)",
              flags,
              tryLargePages,
              bits -> RandomXNative.randomx_create_vm(bits, cache, dataset));
      created = true;
      return new RandomXVm(new Machine(allocation.pointer(), shared));
    } finally {
      if (!created) {
        shared.release();
      }
    }
  }

  /**
   * The RandomX hash of {@code input}.
   *
   * @return 32 new bytes; on OpenSY to be read as a little-endian number
   * @throws IllegalStateException when closed
   */
  public synchronized byte[] hash(byte[] input) {
    if (closed) {
      throw new IllegalStateException("the RandomX virtual machine is closed");
    }
    try {
      byte[] output = new byte[HASH_LENGTH];
      RandomXNative.randomx_calculate_hash(machine.pointer, input, input.length, output);
      return output;
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** Frees the machine; waits for a hash that is running (milliseconds). Idempotent. */
  @Override
  public synchronized void close() {
    closed = true;
    ownership.clean();
  }

  /** What the cleaner needs, apart from the facade that it cleans. */
  private record Machine(Pointer pointer, NativeResource shared) implements Runnable {
    @Override
    public void run() {
      RandomXNative.randomx_destroy_vm(pointer);
      shared.release();
    }
  }
}
