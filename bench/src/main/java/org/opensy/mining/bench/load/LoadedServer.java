package org.opensy.mining.bench.load;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalLong;

/** What the load is put on. Not thread-safe. */
interface LoadedServer extends AutoCloseable {
  /** What the report calls it. */
  String name();

  InetSocketAddress address();

  /** Whether {@link #newBlock} and {@link #laterWork} work. */
  boolean isControlled();

  /** Has it send every miner work on a new block. */
  void newBlock();

  /** Has it send every miner later work on the same block, if it can. */
  void laterWork();

  /** Bytes of heap in use after a garbage collection; empty if there is no heap to be seen. */
  OptionalLong heapBytes();

  /** The process, if it is one of ours. */
  Optional<ProcessHandle> process();

  @Override
  void close();
}
