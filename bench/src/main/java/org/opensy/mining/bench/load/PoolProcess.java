package org.opensy.mining.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.opensy.mining.dev.stack.Ports;

/** The pool's front in a JVM of its own. Not thread-safe. */
final class PoolProcess implements LoadedServer {
  private static final String HEAP = "1g";

  private final int port;
  private final ChildProcess process;

  private PoolProcess(int port, ChildProcess process) {
    this.port = port;
    this.process = process;
  }

  /**
   * Starts it and waits until it lets miners in.
   *
   * @param verify whether it verifies shares; if not, every hash is that of {@link
   *     FrontMain#easiest}
   */
  static PoolProcess start(boolean verify) throws IOException {
    int port = Ports.free();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xms" + HEAP, "-Xmx" + HEAP));
    // As server-config has it, like the heap.
    command.addAll(List.of("-XX:+UseParallelGC", "-XX:+UseTransparentHugePages"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(FrontMain.class.getName(), Integer.toString(port)));
    if (verify) {
      command.add(FrontMain.VERIFY);
    }
    ChildProcess process = new ChildProcess(command);
    PoolProcess pool = new PoolProcess(port, process);
    process.awaitLine(FrontMain.READY);
    return pool;
  }

  @Override
  public String name() {
    return "pool";
  }

  @Override
  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  @Override
  public boolean isControlled() {
    return true;
  }

  @Override
  public void newBlock() {
    process.order(FrontMain.NEW_BLOCK);
  }

  @Override
  public void laterWork() {
    process.order(FrontMain.LATER_WORK);
  }

  @Override
  public OptionalLong heapBytes() {
    return OptionalLong.of(Long.parseLong(process.order(FrontMain.HEAP)));
  }

  @Override
  public Optional<ProcessHandle> process() {
    return Optional.of(process.handle());
  }

  @Override
  public void close() {
    process.close();
  }
}
