package org.opensy.mining.dev.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Payara Server unzipped once into a shared directory, together with a domain made and configured
 * as in production, with {@code asadmin}, of which every {@link PayaraServer} gets a copy. The
 * admin password is generated, one for each cache directory. Thread-safe; several processes may
 * share the directory.
 */
public final class PayaraDistribution {
  static final String DOMAIN = "pool";
  static final String ADMIN = "admin";
  private static final String CLUSTER = "<hazelcast-config-specific-configuration";
  private static final String CONFIGURE = "configure.asadmin";
  private static final Duration ASADMIN_LIMIT = Duration.ofMinutes(2);

  private final Path home;
  private final Path template;

  private PayaraDistribution(Path home, Path template) {
    this.home = home;
    this.template = template;
  }

  /**
   * Unzips and provisions what is missing.
   *
   * @param zip the distribution as Maven resolves it
   * @param cache directory that outlives single runs
   */
  public static PayaraDistribution provision(Path zip, Path cache) {
    try {
      Path absolute = cache.toAbsolutePath();
      Path server = absolute.resolve("payara-" + Files.size(zip));
      FileTrees.makeOnce(server, directory -> FileTrees.unzip(zip, directory));
      PayaraDistribution distribution =
          new PayaraDistribution(
              server.resolve("payara6"),
              server.resolve("domain-template-" + Integer.toHexString(configuration().hashCode())));
      FileTrees.makeOnce(distribution.template, distribution::createDomain);
      return distribution;
    } catch (IOException e) {
      throw new StackException("cannot provision Payara Server from " + zip, e);
    }
  }

  /** Directory {@code payara6} of the unzipped distribution. */
  public Path home() {
    return home;
  }

  /** The domain's directory inside a directory that {@link #createDomain} or a copy has filled. */
  static Path domainIn(Path directory) {
    return directory.resolve(DOMAIN);
  }

  static Path passwordFileIn(Path directory) {
    return directory.resolve("admin-password");
  }

  /**
   * Gives {@code directory} a domain of its own: a copy of the template, unless it has one already.
   */
  void copyDomain(Path directory) throws IOException {
    if (!Files.exists(domainIn(directory))) {
      FileTrees.delete(directory);
      Files.createDirectories(directory.getParent());
      FileTrees.copy(template, directory);
    }
    Files.copy(
        domainIn(template).resolve("config/domain.xml"),
        domainIn(directory).resolve("config/domain.xml"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * The command that runs the domain in {@code directory} as asadmin would, one argument an
   * element.
   */
  List<String> launchCommand(Path directory) throws IOException {
    String templateDomain = domainIn(template).toString();
    try (Stream<String> lines = Files.lines(template.resolve("launch-command"))) {
      return lines
          .map(line -> line.replace(templateDomain, domainIn(directory).toString()))
          .toList();
    }
  }

  private static String configuration() throws IOException {
    try (InputStream commands =
        PayaraDistribution.class.getResourceAsStream("/payara-server/" + CONFIGURE)) {
      return new String(commands.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void createDomain(Path directory) throws IOException {
    String password = Secrets.next();
    Path passwords = directory.resolve("asadmin-passwords");
    writePrivately(
        passwords, "AS_ADMIN_PASSWORD=" + password + "\nAS_ADMIN_MASTERPASSWORD=changeit\n");
    writePrivately(passwordFileIn(directory), password + "\n");
    String port = Integer.toString(Ports.free());
    asadmin(
        directory,
        List.of(
            "--user",
            ADMIN,
            "--passwordfile",
            passwords.toString(),
            "create-domain",
            "--domaindir",
            directory.toString(),
            "--adminport",
            port,
            "--instanceport",
            Integer.toString(Ports.free()),
            "--checkports=false",
            DOMAIN));
    disableJmsAndCluster(domainIn(directory).resolve("config/domain.xml"));
    configure(
        directory,
        List.of("--user", ADMIN, "--passwordfile", passwords.toString(), "--port", port));
    writeLaunchCommand(directory);
    Files.delete(passwords);
  }

  /** Runs the administrator's commands on the running domain. */
  private void configure(Path directory, List<String> login) throws IOException {
    Path preBoot = directory.resolve("pre-boot.asadmin");
    Files.write(preBoot, PayaraBoot.beforeConfiguration());
    Path commands = directory.resolve(CONFIGURE);
    Files.writeString(commands, configuration());
    String domains = directory.toString();
    asadmin(
        directory,
        join(
            login,
            "start-domain",
            "--prebootcommandfile",
            preBoot.toString(),
            "--domaindir",
            domains,
            DOMAIN));
    try {
      String output = asadmin(directory, join(login, "multimode", "--file", commands.toString()));
      if (output.contains(" failed.")) {
        throw new StackException(CONFIGURE + ": " + output);
      }
    } finally {
      asadmin(directory, List.of("stop-domain", "--domaindir", domains, DOMAIN));
    }
    for (String leftover : List.of("logs", "generated", "osgi-cache")) {
      FileTrees.delete(domainIn(directory).resolve(leftover));
    }
  }

  private static List<String> join(List<String> login, String... command) {
    return Stream.concat(login.stream(), Stream.of(command)).toList();
  }

  private void writeLaunchCommand(Path directory) throws IOException {
    String dump =
        asadmin(
            directory,
            List.of("start-domain", "--domaindir", directory.toString(), "--dry-run", DOMAIN));
    List<String> command =
        dump.lines()
            .dropWhile(line -> !line.endsWith("java"))
            .takeWhile(line -> !line.isBlank())
            .map(line -> line.replace(directory.toString(), template.toString()))
            .toList();
    Files.write(directory.resolve("launch-command"), command);
  }

  /**
   * In the file, not in pre-boot commands: a port may be opened before those run. The first config
   * in the file is server-config, and a config without a JMS service gets one with a broker.
   */
  private static void disableJmsAndCluster(Path domainXml) throws IOException {
    String text = Files.readString(domainXml);
    int serverConfig = text.indexOf(CLUSTER);
    if (serverConfig < 0) {
      throw new StackException("unexpected content of " + domainXml);
    }
    Files.writeString(
        domainXml,
        text.substring(0, serverConfig)
            + "<jms-service type=\"DISABLED\"/>\n"
            + CLUSTER
            + " enabled=\"false\""
            + text.substring(serverConfig + CLUSTER.length()));
  }

  private String asadmin(Path directory, List<String> arguments) throws IOException {
    Path log = directory.resolve("asadmin.log");
    Files.deleteIfExists(log);
    List<String> command =
        Stream.concat(
                Stream.of(
                    OrphanGuard.javaExecutable(),
                    "-jar",
                    home.resolve("glassfish/lib/client/appserver-cli.jar").toString()),
                arguments.stream())
            .toList();
    ChildProcess process =
        ChildProcess.start(
            new ChildProcess.Launch("asadmin", command, Map.of(), directory, log, ""));
    LogFile output = new LogFile(log);
    if (process.awaitExit(ASADMIN_LIMIT) != 0) {
      throw new StackException(output.explain("asadmin failed"));
    }
    return output.text();
  }

  private static void writePrivately(Path file, String text) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }
}
