package org.opensy.mining.bench.load;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts many miners on a Stratum port: on one that somebody else runs, or on the pool's own front
 * and, for comparison, on xmrig-proxy.
 */
public final class StratumLoad {
  private final LoadOptions options;
  private final PrintStream out;

  StratumLoad(LoadOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /** See {@link LoadOptions#USAGE}. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    LoadOptions options;
    try {
      options = LoadOptions.parse(arguments);
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.exit(2);
      return;
    }
    new StratumLoad(options, System.out).run();
    System.exit(0);
  }

  private void run() throws IOException, InterruptedException {
    Map<String, LoadFigures> figures = new LinkedHashMap<>();
    try (LightHashing hashing = new LightHashing();
        ShareMaker shares = options.verify() ? ShareMaker.real(hashing) : ShareMaker.claimed()) {
      if (options.host().isPresent()) {
        measure(
            new RemotePort(new InetSocketAddress(options.host().get(), options.port())),
            shares,
            figures);
      } else {
        measure(PoolProcess.start(options.verify()), shares, figures);
      }
      if (options.xmrigProxy().isPresent()) {
        measure(ProxyProcess.start(options.xmrigProxy().get()), shares, figures);
      }
    }
    print(figures);
  }

  private void measure(LoadedServer server, ShareMaker shares, Map<String, LoadFigures> figures)
      throws InterruptedException {
    try (server) {
      figures.put(server.name(), new LoadRun(options, server, shares, out).run());
    }
  }

  /** A column for each server, and the ratio if there are two. */
  private void print(Map<String, LoadFigures> figures) {
    List<LoadFigures> columns = new ArrayList<>(figures.values());
    Set<String> rows = new LinkedHashSet<>();
    columns.forEach(column -> rows.addAll(column.values().keySet()));
    out.printf("%-40s", "");
    figures.keySet().forEach(name -> out.printf("%16s", name));
    out.println(columns.size() == 2 ? "           ratio" : "");
    for (String row : rows) {
      out.printf("%-40s", row);
      for (LoadFigures column : columns) {
        Double value = column.values().get(row);
        out.print(value == null ? "%16s".formatted("-") : "%,16.2f".formatted(value));
      }
      out.println(columns.size() == 2 ? ratio(columns, row) : "");
    }
  }

  private static String ratio(List<LoadFigures> columns, String row) {
    Double first = columns.get(0).values().get(row);
    Double second = columns.get(1).values().get(row);
    return first == null || second == null || second == 0
        ? ""
        : "%,16.2f".formatted(first / second);
  }
}
