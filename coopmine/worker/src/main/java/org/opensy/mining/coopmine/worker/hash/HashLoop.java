package org.opensy.mining.coopmine.worker.hash;

import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Optional;
import org.opensy.mining.coopmine.protocol.NonceBlob;
import org.opensy.mining.coopmine.protocol.NonceSpan;

/**
 * One hashing thread's work: slices of nonces of the current task, with a hasher of its own.
 *
 * <p>Confined to its thread.
 */
final class HashLoop implements Runnable {
  private static final System.Logger LOG = System.getLogger(HashLoop.class.getName());
  private static final VarHandle TOP_64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int TOP_64_AT = 24;

  private final CurrentAssignment current;
  private final HashMeter meter;
  private final ShareSink shares;
  private Optional<HasherSource> source = Optional.empty();
  private Optional<Hasher> hasher = Optional.empty();

  HashLoop(CurrentAssignment current, HashMeter meter, ShareSink shares) {
    this.current = current;
    this.meter = meter;
    this.shares = shares;
  }

  @Override
  public void run() {
    try {
      while (!current.isClosed()) {
        Assignment assignment = current.get();
        tryToRun(assignment);
        current.awaitOther(assignment);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } finally {
      closeHasher();
    }
  }

  /** A failure that nobody expects costs this job, and not the thread. */
  private void tryToRun(Assignment assignment) throws InterruptedException {
    try {
      changeHasher(assignment);
      if (assignment.task().isPresent() && hasher.isPresent()) {
        hash(assignment, assignment.task().get(), hasher.get());
      }
    } catch (RuntimeException unexpected) {
      LOG.log(Level.ERROR, "COOP-3105 hashing failed; the next job is tried again", unexpected);
    }
  }

  private void changeHasher(Assignment assignment) {
    if (source.equals(assignment.source())) {
      return;
    }
    closeHasher();
    if (assignment.source().isPresent()) {
      openHasher(assignment.source().get());
    }
  }

  private void openHasher(HasherSource from) {
    current.hasherOpened();
    try {
      hasher = Optional.of(from.newHasher());
      source = Optional.of(from);
    } catch (RuntimeException e) {
      // Whatever it was: the loader must not wait for a hasher that there is not.
      current.hasherClosed();
      LOG.log(Level.ERROR, "COOP-3101 a hashing thread has no RandomX machine", e);
    }
  }

  private void closeHasher() {
    source = Optional.empty();
    hasher.ifPresent(
        open -> {
          open.close();
          current.hasherClosed();
        });
    hasher = Optional.empty();
  }

  private void hash(Assignment assignment, Task task, Hasher with) throws InterruptedException {
    byte[] input = task.blob().bytes();
    Optional<NonceSpan> slice = task.nonces().take();
    while (slice.isPresent() && current.is(assignment)) {
      hashSlice(assignment, task, with, input, slice.get());
      slice = task.nonces().take();
    }
  }

  private void hashSlice(
      Assignment assignment, Task task, Hasher with, byte[] input, NonceSpan slice) {
    NonceBlob blob = task.blob();
    long target = task.topTarget();
    for (long nonce = slice.first(); nonce < slice.end() && current.is(assignment); nonce++) {
      blob.patch(input, (int) nonce);
      byte[] result = with.hash(input);
      meter.count();
      if (Long.compareUnsigned((long) TOP_64.get(result, TOP_64_AT), target) < 0) {
        shares.found(task, (int) nonce, result);
      }
    }
  }
}
