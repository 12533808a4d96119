package org.opensy.mining.bench.load;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A Stratum port that somebody else runs. Thread-safe.
 *
 * @param address where it is
 */
record RemotePort(InetSocketAddress address) implements LoadedServer {
  @Override
  public String name() {
    return address.getHostString() + ":" + address.getPort();
  }

  @Override
  public boolean isControlled() {
    return false;
  }

  @Override
  public void newBlock() {
    throw new UnsupportedOperationException("not our server");
  }

  @Override
  public void laterWork() {
    throw new UnsupportedOperationException("not our server");
  }

  @Override
  public OptionalLong heapBytes() {
    return OptionalLong.empty();
  }

  @Override
  public Optional<ProcessHandle> process() {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
