package org.opensy.mining.randomx;

import com.sun.jna.Pointer;
import java.lang.ref.Cleaner;
import java.util.function.Consumer;

/**
 * Native memory with a count of its users, freed when the last one lets go. The facade that made it
 * is the first user; a machine that reads the memory is another. So a cache may be closed while
 * machines still use it, in any order, and nothing dangles.
 *
 * <p>Thread-safe.
 */
final class NativeResource {

  /** Frees what was never closed. Actions must not refer to the object that they clean. */
  static final Cleaner CLEANER = Cleaner.create();

  private final Pointer pointer;
  private final Consumer<Pointer> free;
  private int users = 1;

  NativeResource(Pointer pointer, Consumer<Pointer> free) {
    if (pointer == null) {
      throw new IllegalArgumentException("null is no native resource");
    }
    this.pointer = pointer;
    this.free = free;
  }

  /** Valid only for a user, between its {@link #retain} and its {@link #release}. */
  Pointer pointer() {
    return pointer;
  }

  /** Adds a user, unless the memory is free already: then it answers false. */
  synchronized boolean retain() {
    if (users == 0) {
      return false;
    }
    users++;
    return true;
  }

  void release() {
    synchronized (this) {
      if (users == 0) {
        throw new IllegalStateException("released more often than retained");
      }
      if (--users > 0) {
        return;
      }
    }
    free.accept(pointer);
  }

  synchronized boolean isFreed() {
    return users == 0;
  }
}
