package org.opensy.mining.dev.stack;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A server process: output in a file, ended in bounded time, and never outliving this JVM.
 * Thread-safe.
 */
final class ChildProcess {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Launch launch;
  private final Process process;

  private ChildProcess(Launch launch, Process process) {
    this.launch = launch;
    this.process = process;
  }

  /**
   * What to start.
   *
   * @param name for messages
   * @param command program and arguments; no secrets, other users can read them
   * @param environment added to this JVM's environment
   * @param directory working directory, created if need be
   * @param log output and errors are appended here
   * @param input written to its standard input, which is then closed
   */
  record Launch(
      String name,
      List<String> command,
      Map<String, String> environment,
      Path directory,
      Path log,
      String input) {
    Launch {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
    }
  }

  /** Starts a process in a session of its own, under the eyes of the {@link OrphanGuard}. */
  static ChildProcess start(Launch launch) {
    ProcessBuilder builder = new ProcessBuilder(Sessions.inOwnSession(launch.command()));
    Configuration.removeFrom(builder.environment());
    builder.environment().putAll(launch.environment());
    builder.directory(launch.directory().toFile());
    builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(launch.log().toFile()));
    try {
      Files.createDirectories(launch.directory());
      Files.createDirectories(launch.log().toAbsolutePath().getParent());
      Process process = builder.start();
      OrphanGuard.watch(process.toHandle());
      try (OutputStream input = process.getOutputStream()) {
        input.write(launch.input().getBytes(StandardCharsets.UTF_8));
      }
      return new ChildProcess(launch, process);
    } catch (IOException e) {
      throw new StackException("cannot start " + launch.name(), e);
    }
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Waits until {@code ready} holds; fails with the log's last lines when the process ends or the
   * time is up.
   */
  void await(BooleanSupplier ready, Duration limit, LogFile log) {
    long end = System.nanoTime() + limit.toNanos();
    while (!ready.getAsBoolean()) {
      if (!process.isAlive()) {
        throw new StackException(
            log.explain(launch.name() + " ended with exit code " + process.exitValue()));
      }
      if (System.nanoTime() - end > 0) {
        stop(Duration.ofSeconds(5));
        throw new StackException(
            log.explain(launch.name() + " was not ready after " + limit.toSeconds() + " s"));
      }
      pause();
    }
  }

  /** Waits for the process to end by itself and returns its exit code. */
  int awaitExit(Duration limit) {
    if (!exited(limit)) {
      stop(Duration.ofSeconds(2));
      throw new StackException(launch.name() + " took longer than " + limit.toSeconds() + " s");
    }
    return process.exitValue();
  }

  /** Asks the process to end and, when {@code grace} is over, kills it with its children. */
  void stop(Duration grace) {
    List<ProcessHandle> descendants = process.descendants().toList();
    process.destroy();
    if (!exited(grace)) {
      process.destroyForcibly();
      exited(Duration.ofSeconds(5));
    }
    descendants.forEach(ProcessHandle::destroyForcibly);
  }

  /** Kills the process at once, as a crash would. */
  void kill() {
    process.destroyForcibly();
    exited(Duration.ofSeconds(5));
  }

  private boolean exited(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      return false;
    }
  }

  private void pause() {
    try {
      process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop(Duration.ofSeconds(5));
      throw new StackException("interrupted while waiting for " + launch.name(), e);
    }
  }
}
