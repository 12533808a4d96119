package org.opensy.mining.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.opensy.mining.dev.stack.Ports;

/**
 * An xmrig-proxy with a pool behind it. It passes 256 miners through each connection to the pool.
 * Not thread-safe.
 */
final class ProxyProcess implements LoadedServer {
  private static final int START_SECONDS = 10;
  private static final long LOOK_MILLIS = 100;

  private final int port;
  private final Path work;
  private final UpstreamPool pool;
  private final Process process;

  private ProxyProcess(int port, Path work, UpstreamPool pool, Process process) {
    this.port = port;
    this.work = work;
    this.pool = pool;
    this.process = process;
  }

  /** Starts it and waits until it listens. */
  static ProxyProcess start(Path binary) throws IOException {
    int port = Ports.free();
    Path work = Files.createTempDirectory("xmrig-proxy");
    UpstreamPool pool = new UpstreamPool();
    boolean started = false;
    try {
      ProcessBuilder command =
          new ProcessBuilder(
              List.of(
                  binary.toAbsolutePath().toString(),
                  "--url=127.0.0.1:" + pool.port(),
                  "--user=" + FrontConfig.ADDRESS,
                  "--bind=127.0.0.1:" + port,
                  "--mode=nicehash",
                  "--no-workers",
                  "--no-color",
                  "--donate-level=0"));
      // It writes a certificate to where it is started.
      command.directory(work.toFile());
      command.redirectOutput(ProcessBuilder.Redirect.DISCARD);
      command.redirectError(ProcessBuilder.Redirect.DISCARD);
      ProxyProcess proxy = new ProxyProcess(port, work, pool, command.start());
      proxy.awaitListening();
      started = true;
      return proxy;
    } finally {
      if (!started) {
        pool.close();
      }
    }
  }

  private void awaitListening() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (Ports.isFree(port)) {
      if (!process.isAlive() || System.nanoTime() - end > 0) {
        close();
        throw new IllegalStateException("xmrig-proxy does not listen");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
    }
  }

  @Override
  public String name() {
    return "xmrig-proxy";
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
    pool.newBlock();
  }

  /** It keeps one job, so there is nothing to be remembered. */
  @Override
  public void laterWork() {}

  @Override
  public OptionalLong heapBytes() {
    return OptionalLong.empty();
  }

  @Override
  public Optional<ProcessHandle> process() {
    return Optional.of(process.toHandle());
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    pool.close();
    try (DirectoryStream<Path> written = Files.newDirectoryStream(work)) {
      for (Path file : written) {
        Files.delete(file);
      }
      Files.delete(work);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
