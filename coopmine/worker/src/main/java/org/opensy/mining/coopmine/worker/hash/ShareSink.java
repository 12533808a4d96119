package org.opensy.mining.coopmine.worker.hash;

/** Takes the shares that hashing threads find. Thread-safe. */
@FunctionalInterface
public interface ShareSink {
  /**
   * A share was found. Must not wait: hashing goes on when it returns.
   *
   * @param result the 32 bytes of the hash
   */
  void found(Task task, int nonce, byte[] result);
}
