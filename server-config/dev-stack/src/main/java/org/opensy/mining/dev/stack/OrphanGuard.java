package org.opensy.mining.dev.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes sure that no server outlives this JVM, however it ends. A small second JVM ({@link
 * OrphanGuardMain}) is told every process id through a pipe; when the pipe breaks, because this JVM
 * was killed, it ends what is still running. Thread-safe.
 */
final class OrphanGuard {
  private static OrphanGuard instance;

  private final Process process;
  private final Writer pipe;

  private OrphanGuard() {
    ProcessBuilder builder =
        new ProcessBuilder(
            Sessions.inOwnSession(
                List.of(
                    javaExecutable(),
                    "-Xmx16m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    codeLocation().toString(),
                    OrphanGuardMain.class.getName())));
    builder.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new StackException("cannot start the process that guards against orphans", e);
    }
    pipe = process.outputWriter(StandardCharsets.US_ASCII);
  }

  /** Registers a process: it is ended when this JVM is gone. */
  static synchronized void watch(ProcessHandle target) {
    if (instance == null || !instance.process.isAlive()) {
      instance = new OrphanGuard();
    }
    instance.send(target.pid() + " " + startMillis(target) + "\n");
  }

  /** Lets the guard go, after everything it watches has been stopped. Bounded. */
  static synchronized void release() {
    if (instance == null) {
      return;
    }
    try {
      instance.pipe.close();
      if (!instance.process.waitFor(15, TimeUnit.SECONDS)) {
        instance.process.destroyForcibly();
      }
    } catch (IOException e) {
      instance.process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      instance.process.destroyForcibly();
    }
    instance = null;
  }

  /**
   * Start time as the operating system tells it, 0 when it does not: guards against reused process
   * ids.
   */
  static long startMillis(ProcessHandle handle) {
    return handle.info().startInstant().map(instant -> instant.toEpochMilli()).orElse(0L);
  }

  static String javaExecutable() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private void send(String line) {
    try {
      pipe.write(line);
      pipe.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path codeLocation() {
    try {
      return Path.of(
          OrphanGuardMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new StackException("cannot find the classes of the development stack", e);
    }
  }
}
