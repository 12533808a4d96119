package org.opensy.mining.randomx;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * A bounded set of machines over one cache or dataset, made as concurrent calls need them. Calls
 * beyond the bound wait for a machine. Closing refuses new calls, lets those inside finish, and the
 * last one out frees machines and memory; so it never waits.
 *
 * <p>Thread-safe.
 */
final class VmPool implements AutoCloseable {

  private final Supplier<RandomXVm> factory;
  private final Runnable freeMemory;
  private final Semaphore slots;
  private final Deque<RandomXVm> idle = new ArrayDeque<>();
  private int inside;
  private boolean closed;

  /**
   * @param factory makes a machine over the memory
   * @param freeMemory called once, after the last machine is closed
   * @param bound machines at most
   */
  VmPool(Supplier<RandomXVm> factory, Runnable freeMemory, int bound) {
    this.factory = factory;
    this.freeMemory = freeMemory;
    this.slots = new Semaphore(bound);
  }

  /** The hash, or nothing when the pool is closed. */
  Optional<byte[]> tryHash(byte[] input) {
    if (!enter()) {
      return Optional.empty();
    }
    try {
      slots.acquireUninterruptibly();
      try {
        return Optional.of(hashWithAMachine(input));
      } finally {
        slots.release();
      }
    } finally {
      leave();
    }
  }

  private byte[] hashWithAMachine(byte[] input) {
    RandomXVm vm = take();
    try {
      return vm.hash(input);
    } finally {
      give(vm);
    }
  }

  private synchronized boolean enter() {
    if (!closed) {
      inside++;
    }
    return !closed;
  }

  private RandomXVm take() {
    RandomXVm vm;
    synchronized (this) {
      vm = idle.pollFirst();
    }
    return vm == null ? factory.get() : vm;
  }

  /** The machine used last is handed out first: its scratchpad is still in the CPU's cache. */
  private synchronized void give(RandomXVm vm) {
    idle.addFirst(vm);
  }

  private void leave() {
    boolean last;
    synchronized (this) {
      inside--;
      last = closed && inside == 0;
    }
    if (last) {
      free();
    }
  }

  @Override
  public void close() {
    boolean last;
    synchronized (this) {
      last = !closed && inside == 0;
      closed = true;
    }
    if (last) {
      free();
    }
  }

  /** Called once: nobody is inside and nobody can enter. */
  private synchronized void free() {
    idle.forEach(RandomXVm::close);
    idle.clear();
    freeMemory.run();
  }
}
