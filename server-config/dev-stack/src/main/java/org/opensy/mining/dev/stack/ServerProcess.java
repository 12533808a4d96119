package org.opensy.mining.dev.stack;

/** A server in a process of its own. */
sealed interface ServerProcess extends AutoCloseable
    permits EmbeddedRedisServer, PayaraServer, PayaraMicro {
  /** Tells whether the process runs. */
  boolean isAlive();

  /** Where it writes what it has to say. */
  LogFile log();

  /** Stops the process. */
  @Override
  void close();
}
