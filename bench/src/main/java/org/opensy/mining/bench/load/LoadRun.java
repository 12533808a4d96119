package org.opensy.mining.bench.load;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** Puts the load on one server and measures. Used from one thread. */
final class LoadRun {
  static final String LOGINS = "logins a second";
  static final String ACCEPTED = "shares accepted";
  static final String REFUSED = "shares refused";
  static final String MINERS_SERVED = "jobs of new blocks";

  private static final int WARM_UP_VISITS = 6;
  private static final int WARM_UP_BLOCKS = 10;
  private static final int SMALL_PART = 100;
  private static final int WAVES = 3;
  private static final int REMEMBERED_JOBS = 7;
  private static final long SETTLE_MILLIS = 100;
  private static final int MINERS_SETTLED_A_MILLI = 10;
  private static final long BLOCK_BOUND_SECONDS = 10;

  private final LoadOptions options;
  private final LoadedServer server;
  private final ShareMaker shares;
  private final PrintStream out;
  private final LoadFigures figures = new LoadFigures();

  LoadRun(LoadOptions options, LoadedServer server, ShareMaker shares, PrintStream out) {
    this.options = options;
    this.server = server;
    this.shares = shares;
    this.out = out;
  }

  /** Measures everything there is to be measured. */
  LoadFigures run() throws InterruptedException {
    out.println(server.name() + ": " + options.connections() + " connections ...");
    OptionalLong heapBefore = OptionalLong.empty();
    OptionalLong residentBefore = OptionalLong.empty();
    if (server.isControlled()) {
      visit(Math.max(1, options.connections() / SMALL_PART));
      heapBefore = server.heapBytes();
      residentBefore = residentBytes();
      for (int visit = 0; visit < WARM_UP_VISITS; visit++) {
        visit(options.connections());
      }
    }
    int waves = server.isControlled() ? WAVES : 1;
    List<Double> logins = new ArrayList<>();
    for (int wave = 1; wave < waves; wave++) {
      try (Swarm swarm = Swarm.of(options.connections(), shares)) {
        logins.add(logIn(swarm));
      }
      settle();
    }
    try (Swarm swarm = Swarm.of(options.connections(), shares)) {
      OptionalLong before = cpuNanos();
      logins.add(logIn(swarm));
      noteCpu("CPU of a login, µs", before, cpuNanos(), options.connections());
      Collections.sort(logins);
      figures.note(LOGINS, logins.get(logins.size() / 2));
      noteMemory("resident", residentBefore, residentBytes());
      noteMemory("heap", heapBefore, server.heapBytes());
      load(swarm);
      before = cpuNanos();
      OptionalLong ownBefore = ProcessFigures.cpuNanos(ProcessHandle.current());
      for (int block = 0; block < options.blocks() && server.isControlled(); block++) {
        newBlock(swarm);
      }
      int jobs = options.blocks() * options.connections();
      noteCpu("CPU of a job, µs", before, cpuNanos(), jobs);
      noteCpu(
          "its reader's CPU, µs",
          ownBefore,
          ProcessFigures.cpuNanos(ProcessHandle.current()),
          jobs);
      for (int work = 0; work < REMEMBERED_JOBS && server.isControlled(); work++) {
        server.laterWork();
        settle();
      }
      noteMemory("heap with 8 jobs", heapBefore, server.heapBytes());
    }
    return figures;
  }

  private double logIn(Swarm swarm) throws InterruptedException {
    double perSecond = swarm.logIn(server.address(), tls(), options.login());
    out.printf("  %,.0f logins a second%n", perSecond);
    settle();
    return perSecond;
  }

  /** Miners come, get some jobs, and leave: for the JIT compiler. */
  private void visit(int miners) throws InterruptedException {
    try (Swarm swarm = Swarm.of(miners, shares)) {
      swarm.logIn(server.address(), tls(), options.login());
      swarm.submit(options.rate());
      for (int block = 0; block < WARM_UP_BLOCKS; block++) {
        newBlock(swarm);
      }
    }
    settle();
  }

  /** What is under way gets done; the more miners, the longer that takes. */
  private void settle() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS + options.connections() / MINERS_SETTLED_A_MILLI);
  }

  private void newBlock(Swarm swarm) throws InterruptedException {
    FanOut fanOut = swarm.gauges().fanOut();
    fanOut.announce();
    server.newBlock();
    if (!fanOut.await(BLOCK_BOUND_SECONDS)) {
      out.println("  not all miners got a job");
    }
  }

  private void load(Swarm swarm) throws InterruptedException {
    swarm.submit(options.rate());
    long millis = TimeUnit.SECONDS.toMillis(options.seconds());
    if (server.isControlled()) {
      for (int block = 0; block < options.blocks(); block++) {
        TimeUnit.MILLISECONDS.sleep(millis / options.blocks());
        newBlock(swarm);
      }
    } else {
      TimeUnit.MILLISECONDS.sleep(millis);
    }
    swarm.stopSubmitting();
    settle();
    noteLoad(swarm);
  }

  private void noteLoad(Swarm swarm) {
    FanOut fanOut = swarm.gauges().fanOut();
    figures.note(MINERS_SERVED, fanOut.perMiner().count());
    figures.note("new block at a miner", fanOut.perMiner(), parts("p50", 0.5, "p99", 0.99));
    figures.note("new block at the last miner", fanOut.perBlock(), parts("p50", 0.5, "p99", 0.99));
    Tally tally = swarm.gauges().tally();
    Map<String, Double> parts = parts("p50", 0.5, "p99", 0.99);
    parts.put("p99.9", 0.999);
    figures.note("share answered", tally.latencies(), parts);
    figures.note(ACCEPTED, (double) tally.acceptedCount());
    long refused = tally.refusals().values().stream().mapToLong(Long::longValue).sum();
    figures.note(REFUSED, (double) refused);
    tally.refusals().forEach((why, count) -> out.println("  " + count + " times: " + why));
  }

  private static Map<String, Double> parts(
      String one, double onePart, String other, double otherPart) {
    Map<String, Double> parts = new LinkedHashMap<>();
    parts.put(one, onePart);
    parts.put(other, otherPart);
    return parts;
  }

  private OptionalLong residentBytes() {
    return server.process().map(ProcessFigures::residentBytes).orElse(OptionalLong.empty());
  }

  private OptionalLong cpuNanos() {
    return server.process().map(ProcessFigures::cpuNanos).orElse(OptionalLong.empty());
  }

  private void noteCpu(String name, OptionalLong before, OptionalLong after, int count) {
    if (before.isPresent() && after.isPresent()) {
      figures.note(name, (after.getAsLong() - before.getAsLong()) / 1e3 / count);
    }
  }

  private void noteMemory(String name, OptionalLong before, OptionalLong after) {
    if (before.isPresent() && after.isPresent()) {
      double each = (double) (after.getAsLong() - before.getAsLong()) / options.connections();
      figures.note(name + " a connection, KiB", each / 1024);
    }
  }

  private Optional<SslContext> tls() {
    if (!options.tls()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          SslContextBuilder.forClient().trustManager(InsecureTrustManagerFactory.INSTANCE).build());
    } catch (SSLException e) {
      throw new IllegalStateException("no TLS here", e);
    }
  }
}
