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

  private final Floor floor;
  private final HashMeter meter;
  private final ShareSink shares;
  private Optional<HasherSource> source = Optional.empty();
  private Optional<Hasher> hasher = Optional.empty();

  HashLoop(Floor floor, HashMeter meter, ShareSink shares) {
    this.floor = floor;
    this.meter = meter;
    this.shares = shares;
  }

  @Override
  public void run() {
    try {
      while (!floor.isClosed()) {
        Assignment duty = floor.current();
        tryToServe(duty);
        floor.awaitOther(duty);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } finally {
      dropHasher();
    }
  }

  /** A failure that nobody expects costs this job, and not the thread. */
  private void tryToServe(Assignment duty) throws InterruptedException {
    try {
      equip(duty);
      if (duty.task().isPresent() && hasher.isPresent()) {
        hash(duty, duty.task().get(), hasher.get());
      }
    } catch (RuntimeException unexpected) {
      LOG.log(Level.ERROR, "COOP-3105 hashing failed; the next job is tried again", unexpected);
    }
  }

  private void equip(Assignment duty) {
    if (source.equals(duty.source())) {
      return;
    }
    dropHasher();
    if (duty.source().isPresent()) {
      takeHasher(duty.source().get());
    }
  }

  private void takeHasher(HasherSource from) {
    floor.hasherTaken();
    try {
      hasher = Optional.of(from.newHasher());
      source = Optional.of(from);
    } catch (RuntimeException e) {
      // Whatever it was: the foreman must not wait for a hasher that there is not.
      floor.hasherClosed();
      LOG.log(Level.ERROR, "COOP-3101 a hashing thread has no RandomX machine", e);
    }
  }

  private void dropHasher() {
    source = Optional.empty();
    hasher.ifPresent(
        open -> {
          open.close();
          floor.hasherClosed();
        });
    hasher = Optional.empty();
  }

  private void hash(Assignment duty, Task task, Hasher with) throws InterruptedException {
    byte[] input = task.blob().bytes();
    Optional<NonceSpan> slice = task.nonces().take();
    while (slice.isPresent() && floor.isCurrent(duty)) {
      hashSlice(duty, task, with, input, slice.get());
      slice = task.nonces().take();
    }
  }

  private void hashSlice(Assignment duty, Task task, Hasher with, byte[] input, NonceSpan slice) {
    NonceBlob blob = task.blob();
    long target = task.topTarget();
    for (long nonce = slice.first(); nonce < slice.end() && floor.isCurrent(duty); nonce++) {
      blob.patch(input, (int) nonce);
      byte[] result = with.hash(input);
      meter.count();
      if (Long.compareUnsigned((long) TOP_64.get(result, TOP_64_AT), target) < 0) {
        shares.found(task, (int) nonce, result);
      }
    }
  }
}
