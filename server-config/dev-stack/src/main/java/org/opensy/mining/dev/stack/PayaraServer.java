package org.opensy.mining.dev.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Payara Server in a process of its own: a domain in a given directory that is configured as in
 * production, HTTP and admin listeners on 127.0.0.1, no other listener. Every start begins with the
 * domain as it was provisioned, nothing deployed. Thread-safe.
 */
public final class PayaraServer implements ServerProcess {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration DEPLOY_LIMIT = Duration.ofMinutes(4);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  private final PayaraDistribution distribution;
  private final Path directory;
  private final Settings settings;
  private ChildProcess process;
  private PayaraAdmin admin;

  /**
   * How to run the server.
   *
   * @param httpPort what is public, on 127.0.0.1
   * @param operationsPort operators' calls, metrics and health, on 127.0.0.1
   * @param adminPort admin console and asadmin, on 127.0.0.1
   * @param heapMegabytes upper bound of the Java heap in MiB
   * @param configuration MicroProfile Config keys; handed over in the environment
   */
  public record Settings(
      int httpPort,
      int operationsPort,
      int adminPort,
      int heapMegabytes,
      Map<String, String> configuration) {
    /** Copies the configuration. */
    public Settings {
      configuration = Map.copyOf(configuration);
    }
  }

  /**
   * What became of a deployment.
   *
   * @param success whether the archive is deployed
   * @param message the server's words
   */
  public record Deployment(boolean success, String message) {}

  /**
   * Describes a server; {@link #start()} starts it.
   *
   * @param directory the domain's place, made if need be and kept
   */
  public PayaraServer(PayaraDistribution distribution, Path directory, Settings settings) {
    this.distribution = distribution;
    this.directory = directory.toAbsolutePath();
    this.settings = settings;
  }

  /** Starts the server and waits until its admin listener answers. */
  public synchronized void start() {
    Ports.requireFree(settings.httpPort(), "Payara Server's HTTP listener");
    Ports.requireFree(settings.operationsPort(), "Payara Server's listener for operations");
    Ports.requireFree(settings.adminPort(), "Payara Server's admin listener");
    try {
      prepare();
      String password = Files.readString(passwordFile()).strip();
      admin = new PayaraAdmin(settings.adminPort(), PayaraDistribution.ADMIN, password);
      process =
          ChildProcess.start(
              new ChildProcess.Launch(
                  "Payara Server",
                  command(),
                  environment(),
                  domain(),
                  directory.resolve("console.log"),
                  "AS_ADMIN_MASTERPASSWORD=changeit\n"));
      process.await(this::answers, START_LIMIT, log());
    } catch (IOException e) {
      throw new StackException(log().explain("Payara Server did not start"), e);
    }
  }

  /** Deploys an archive under a name; a refusal is an answer, not an exception. */
  public Deployment deploy(Path archive, String name) {
    return run(
        "deploy",
        Map.of(
            "DEFAULT",
            archive.toAbsolutePath().toString(),
            "name",
            name,
            "upload",
            "false",
            "force",
            "true"));
  }

  /** Undeploys an application. */
  public Deployment undeploy(String name) {
    return run("undeploy", Map.of("DEFAULT", name));
  }

  /** Stops the server, first kindly, after 30 s by force. Does nothing when it does not run. */
  public synchronized void stop() {
    if (process != null) {
      process.stop(STOP_LIMIT);
      process = null;
    }
  }

  /** Kills the server at once, as a crash would. */
  public synchronized void kill() {
    if (process != null) {
      process.kill();
      process = null;
    }
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

  /** Process id while the server runs. */
  public synchronized long pid() {
    if (process == null) {
      throw new StackException("Payara Server does not run");
    }
    return process.pid();
  }

  /** The server's own log. */
  @Override
  public LogFile log() {
    return new LogFile(domain().resolve("logs/server.log"));
  }

  /** Port of what is public on 127.0.0.1. */
  public int httpPort() {
    return settings.httpPort();
  }

  /** Port of operators' calls, metrics and health on 127.0.0.1. */
  public int operationsPort() {
    return settings.operationsPort();
  }

  /** Port of the admin console on 127.0.0.1. */
  public int adminPort() {
    return settings.adminPort();
  }

  /** File with the password of the user {@code admin}, readable only by its owner. */
  public Path passwordFile() {
    return PayaraDistribution.passwordFileIn(directory);
  }

  private Path domain() {
    return PayaraDistribution.domainIn(directory);
  }

  private void prepare() throws IOException {
    distribution.copyDomain(directory);
    for (String leftover : List.of("applications", "generated", "logs")) {
      FileTrees.delete(domain().resolve(leftover));
    }
    Files.deleteIfExists(directory.resolve("console.log"));
    Files.write(directory.resolve("pre-boot.asadmin"), PayaraBoot.ports(settings));
  }

  private Map<String, String> environment() {
    Map<String, String> environment = Configuration.environment(settings.configuration());
    environment.put("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");
    return environment;
  }

  private List<String> command() throws IOException {
    List<String> command =
        new ArrayList<>(
            PayaraBoot.adapt(distribution.launchCommand(directory), settings.heapMegabytes()));
    command.addAll(
        List.of("-prebootcommandfile", directory.resolve("pre-boot.asadmin").toString()));
    return command;
  }

  private boolean answers() {
    try {
      return admin.run("version", Map.of(), Duration.ofSeconds(20)).success();
    } catch (IOException e) {
      return false;
    }
  }

  private Deployment run(String command, Map<String, String> parameters) {
    try {
      PayaraAdmin.Reply reply = admin.run(command, parameters, DEPLOY_LIMIT);
      return new Deployment(reply.success(), reply.message());
    } catch (IOException e) {
      throw new StackException(log().explain("asadmin " + command + " failed: " + e), e);
    }
  }
}
