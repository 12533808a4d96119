package org.opensy.mining.dev.node.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/**
 * Calls that the node has taken and not begun. Each waits in the thread that serves it.
 * Thread-safe.
 */
public final class HeldCalls {
  private final List<HeldCall> waiting = new ArrayList<>();

  private record HeldCall(CountDownLatch begin, CountDownLatch end) {
    HeldCall() {
      this(new CountDownLatch(1), new CountDownLatch(1));
    }
  }

  /**
   * Waits for the next release and does the work then.
   *
   * @return nothing, and no work done, if the node stops first
   */
  public <T> Optional<T> hold(Supplier<T> work) {
    HeldCall call = new HeldCall();
    add(call);
    try {
      call.begin.await();
      return Optional.of(work.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      remove(call);
      call.end.countDown();
    }
  }

  private synchronized void add(HeldCall call) {
    waiting.add(call);
    notifyAll();
  }

  private synchronized void remove(HeldCall call) {
    waiting.remove(call);
  }

  private synchronized List<HeldCall> takeAll() {
    List<HeldCall> all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }

  /** Returns as soon as at least this many calls wait. */
  public synchronized void await(int calls) throws InterruptedException {
    while (waiting.size() < calls) {
      wait();
    }
  }

  /** Lets all go that wait now, and returns their number when they are done. */
  int release() throws InterruptedException {
    List<HeldCall> all = takeAll();
    all.forEach(call -> call.begin.countDown());
    for (HeldCall call : all) {
      call.end.await();
    }
    return all.size();
  }
}
