package org.opensy.mining.dev.node;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * The node as a process of its own.
 *
 * <p>Arguments {@code --datadir=… --port=… --user=… --password=… --difficulty=… --spacing=…
 * --check-millis=…}, else the system properties {@code regtest.datadir} and so on, else the
 * environment ({@code REGTEST_PASSWORD}, which no process list shows), else port 18443, difficulty
 * 2, no spacing (seconds between blocks), blocks checked at once and no data directory. Prints one
 * line when it listens and ends on SIGTERM.
 */
public final class RegtestNodeMain {
  private static final int DEFAULT_PORT = 18443;

  private final Map<String, String> arguments = new HashMap<>();

  private RegtestNodeMain(String[] args) {
    for (String arg : args) {
      String[] parts = arg.split("=", 2);
      if (!arg.startsWith("--") || parts.length != 2) {
        throw new IllegalArgumentException("not an option: " + parts[0]);
      }
      arguments.put(parts[0].substring(2), parts[1]);
    }
  }

  /** Runs until it is told to stop. */
  public static void main(String[] args) throws InterruptedException {
    try {
      run(new RegtestNodeMain(args).options());
    } catch (IllegalArgumentException | UncheckedIOException e) {
      System.err.println("regtest node: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void run(RegtestNodeOptions options) throws InterruptedException {
    RegtestNode node = RegtestNode.start(options);
    Runtime.getRuntime().addShutdownHook(new Thread(node::close, "regtest-stop"));
    System.out.println("regtest node: listening on " + node.uri() + " height=" + node.height());
    System.out.flush();
    new CountDownLatch(1).await();
  }

  private RegtestNodeOptions options() {
    RegtestNodeOptions options =
        RegtestNodeOptions.of(option("user", "dev"), option("password", "dev"))
            .withPort(Integer.parseInt(option("port", Integer.toString(DEFAULT_PORT))))
            .withDifficulty(Long.parseLong(option("difficulty", "2")));
    String spacing = option("spacing", "");
    if (!spacing.isEmpty()) {
      options = options.withSpacing(Duration.ofSeconds(Long.parseLong(spacing)));
    }
    String checkMillis = option("check-millis", "");
    if (!checkMillis.isEmpty()) {
      options = options.withCheckTime(Duration.ofMillis(Long.parseLong(checkMillis)));
    }
    String directory = option("datadir", "");
    return directory.isEmpty() ? options : options.withDataDirectory(Path.of(directory));
  }

  private String option(String name, String otherwise) {
    String property = System.getProperty("regtest." + name, "");
    String environment =
        System.getenv()
            .getOrDefault("REGTEST_" + name.toUpperCase(Locale.ROOT).replace('-', '_'), "");
    String configured = property.isEmpty() ? environment : property;
    return arguments.getOrDefault(name, configured.isEmpty() ? otherwise : configured);
  }
}
