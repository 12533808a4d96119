package org.opensy.mining.dev.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A script of a container as a process of this machine, with no other configuration than it is
 * given. Its output is in a log of its name. Not thread-safe.
 */
public final class Container implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final ChildProcess process;
  private final LogFile log;

  private Container(ChildProcess process, LogFile log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a script that stays.
   *
   * @param directory of the log
   */
  public static Container start(
      Path directory, String name, Map<String, String> environment, Path script, String... words) {
    LogFile log = new LogFile(directory.resolve(name + ".log"));
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(words));
    try {
      Files.deleteIfExists(log.path());
    } catch (IOException e) {
      throw new StackException("cannot delete " + log.path(), e);
    }
    return new Container(
        ChildProcess.start(
            new ChildProcess.Launch(name, command, environment, directory, log.path(), "")),
        log);
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** What it wrote. */
  public String said() {
    return log.text();
  }

  /** Waits until a script says that it is healthy; fails with what it said if it ends before. */
  public void awaitHealthy(Map<String, String> environment, Path script) {
    Path directory = log.path().getParent();
    process.await(
        () -> start(directory, "health", environment, script).awaitExit() == 0, LIMIT, log);
  }

  /** Waits for its end and returns its exit code. */
  public int awaitExit() {
    return process.awaitExit(LIMIT);
  }

  /** Asks it to end, as an engine does, and returns its exit code. */
  public int stop() {
    ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroy);
    return awaitExit();
  }

  @Override
  public void close() {
    process.stop(Duration.ofSeconds(30));
  }
}
