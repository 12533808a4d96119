package org.opensy.mining.dev.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One WAR on stock Payara Micro in a process of its own, HTTP on 127.0.0.1 at context root {@code
 * /}, no cluster. The directory keeps the unpacked runtime for the next start, nothing else.
 * Thread-safe.
 */
public final class PayaraMicro implements ServerProcess {
  private static final String PRE_BOOT = "pre-boot.asadmin";
  private static final String RUNTIME = "runtime";
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

  private final Path jar;
  private final Path directory;
  private final Settings settings;
  private ChildProcess process;

  /**
   * How to run the instance.
   *
   * @param name for messages
   * @param war the application
   * @param httpPort on 127.0.0.1
   * @param heapMegabytes upper bound of the Java heap in MiB
   * @param configuration MicroProfile Config keys; handed over in the environment
   */
  public record Settings(
      String name, Path war, int httpPort, int heapMegabytes, Map<String, String> configuration) {
    /** Copies the configuration. */
    public Settings {
      configuration = Map.copyOf(configuration);
    }
  }

  /**
   * Describes an instance; {@link #start()} starts it.
   *
   * @param jar payara-micro.jar
   * @param directory the instance's own
   */
  public PayaraMicro(Path jar, Path directory, Settings settings) {
    this.jar = jar.toAbsolutePath();
    this.directory = directory.toAbsolutePath();
    this.settings = settings;
  }

  /**
   * Starts the instance and waits until its application is deployed; fails when it does not deploy.
   */
  public synchronized void start() {
    if (process != null) {
      return;
    }
    Ports.requireFree(settings.httpPort(), settings.name() + "'s HTTP listener");
    try {
      prepare();
    } catch (IOException e) {
      throw new StackException("cannot prepare " + directory, e);
    }
    process =
        ChildProcess.start(
            new ChildProcess.Launch(
                settings.name(), command(), environment(), directory, log().path(), ""));
    process.await(() -> log().text().contains(" ready in "), START_LIMIT, log());
    if (log().text().contains("Exception while loading the app")) {
      stop();
      throw new StackException(log().explain(settings.name() + " did not deploy"));
    }
  }

  /** Lets all other processes go before this one from now on, where the system can do that. */
  public synchronized void yieldToOthers() {
    Sessions.lowerPriority(pid());
  }

  /** Stops the instance, first kindly, after 15 s by force. Does nothing when it does not run. */
  public synchronized void stop() {
    if (process != null) {
      process.stop(STOP_LIMIT);
      process = null;
    }
  }

  /** Kills the instance at once, as a crash would. */
  public synchronized void kill() {
    if (process != null) {
      process.kill();
      process = null;
    }
  }

  /** Process id while the instance runs. */
  public synchronized long pid() {
    if (process == null) {
      throw new StackException(settings.name() + " does not run");
    }
    return process.pid();
  }

  /** Same as {@link #stop()}. */
  @Override
  public void close() {
    stop();
  }

  /** Tells whether the process runs. */
  @Override
  public synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Port on 127.0.0.1. */
  public int httpPort() {
    return settings.httpPort();
  }

  /** The instance's log of this start. */
  @Override
  public LogFile log() {
    return new LogFile(directory.resolve("micro.log"));
  }

  /**
   * A saved configuration would deploy the application of the last start once more: only the
   * runtime is kept.
   */
  private void prepare() throws IOException {
    Path root = root();
    Files.createDirectories(root);
    try (Stream<Path> children = Files.list(root)) {
      for (Path child : children.toList()) {
        if (!child.endsWith(RUNTIME)) {
          FileTrees.delete(child);
        }
      }
    }
    Files.deleteIfExists(log().path());
    try (InputStream commands =
        PayaraMicro.class.getResourceAsStream("/payara-micro/" + PRE_BOOT)) {
      Files.copy(commands, directory.resolve(PRE_BOOT), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private Path root() {
    return directory.resolve("root");
  }

  private Map<String, String> environment() {
    Map<String, String> environment = Configuration.environment(settings.configuration());
    environment.put("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");
    return environment;
  }

  private List<String> command() {
    return List.of(
        OrphanGuard.javaExecutable(),
        "-Xmx" + settings.heapMegabytes() + "m",
        "-XX:+UseSerialGC",
        "-jar",
        jar.toString(),
        "--deploy",
        settings.war().toAbsolutePath().toString(),
        "--contextroot",
        "/",
        "--noHazelcast",
        "--disablephonehome",
        "--port",
        Integer.toString(settings.httpPort()),
        "--prebootcommandfile",
        directory.resolve(PRE_BOOT).toString(),
        "--rootdir",
        root().toString());
  }
}
