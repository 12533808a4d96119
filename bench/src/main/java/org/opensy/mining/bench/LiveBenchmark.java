package org.opensy.mining.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.opensy.mining.dev.node.RegtestNode;
import org.opensy.mining.dev.node.RegtestNodeOptions;
import org.opensy.mining.dev.stack.NodeAccess;
import org.opensy.mining.dev.stack.PoolServer;
import org.opensy.mining.dev.stack.StackPaths;

/**
 * What it costs the real pool that thousands listen to its statistics by server-sent events, every
 * twentieth of whom never reads. Arguments: clients (5000), seconds (60).
 */
public final class LiveBenchmark {
  private static final String ADDRESS = "rsyl1qwa88cugm29ssakypw5q5j9aktvxpnkjfsvn6gv";
  private static final String PASSWORD = "only-for-this-benchmark";
  private static final int DEAF_EVERY = 20;
  private static final int AT_ONCE = 200;
  private static final double BETWEEN_SECONDS = 0.2;
  private static final double WARM_UP_SECONDS = 20;
  private static final double KIB = 1024;
  private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");

  private LiveBenchmark() {}

  /** Prints the figures. */
  public static void main(String[] arguments) throws IOException {
    int clients = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5000;
    double seconds = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 60;
    RegtestNode node = RegtestNode.start(RegtestNodeOptions.of("bench", PASSWORD));
    try (PoolServer server = server(node)) {
      server.start();
      measure(server, clients, seconds);
    } finally {
      node.close();
    }
  }

  private static PoolServer server(RegtestNode node) {
    return new PoolServer(
        StackPaths.fromSystemProperties().in("live"),
        new NodeAccess("http://127.0.0.1:" + node.port(), "bench", PASSWORD, "", ADDRESS),
        Map.of("pool.live.clients", "20000"));
  }

  private static void measure(PoolServer server, int clients, double seconds) throws IOException {
    long pid = server.payara().pid();
    try (LiveCrowd crowd = new LiveCrowd(server.payara().httpPort())) {
      crowd.join(true);
      crowd.listen(WARM_UP_SECONDS);
      long heapBefore = heap(pid);
      double idle = cpuShare(pid, crowd, seconds / 2);
      for (int i = 1; i < clients; i++) {
        crowd.join(i % DEAF_EVERY != 0);
        if (i % AT_ONCE == 0) {
          crowd.listen(BETWEEN_SECONDS);
        }
      }
      crowd.listen(WARM_UP_SECONDS);
      double busy = cpuShare(pid, crowd, seconds);
      print("clients, of whom every twentieth never reads", clients);
      print("events a second", crowd.events() / seconds);
      print("first to last client of a round, median, ms", part(crowd.spreads(), 0.5));
      print("first to last client of a round, longest, ms", part(crowd.spreads(), 1));
      print("CPU of the server without them, %", 100 * idle);
      print("CPU of the server with them, %", 100 * busy);
      print("heap a client, KiB", (heap(pid) - heapBefore) / KIB / clients);
    }
  }

  private static double cpuShare(long pid, LiveCrowd crowd, double seconds) throws IOException {
    double before = ProcessorTime.secondsOf(pid);
    crowd.listen(seconds);
    return (ProcessorTime.secondsOf(pid) - before) / seconds;
  }

  private static double part(List<Double> sorted, double part) {
    return sorted.isEmpty()
        ? Double.NaN
        : sorted.get((int) Math.max(0, Math.ceil(part * sorted.size()) - 1));
  }

  /** Bytes of all objects that are in use, after a collection. */
  private static long heap(long pid) throws IOException {
    Process histogram =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String text = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher total = TOTAL.matcher(text);
    if (!total.find()) {
      throw new IllegalStateException("jcmd says " + text);
    }
    return Long.parseLong(total.group(1));
  }

  private static void print(String what, double value) {
    System.out.println(String.format(Locale.ROOT, "%-50s %10.1f", what, value));
  }
}
