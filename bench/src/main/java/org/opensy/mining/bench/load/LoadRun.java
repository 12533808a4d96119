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
  private static final int WAVES = 9;
  private static final int REMEMBERED_JOBS = 7;
  private static final long SETTLE_MILLIS = 100;
  private static final int MINERS_SETTLED_A_MILLI = 10;
  private static final long BLOCK_BOUND_SECONDS = 10;

  private final LoadOptions options;
  private final LoadedServer server;
  private final ShareMaker shares;
  private final PrintStream out;
  private final int connections;
  private final LoadFigures figures = new LoadFigures();
  private final ServerGauge gauge;

  LoadRun(LoadOptions options, LoadedServer server, ShareMaker shares, PrintStream out) {
    this.options = options;
    this.server = server;
    this.shares = shares;
    this.out = out;
    this.connections = options.connections();
    this.gauge = new ServerGauge(server, figures);
  }

  /** Measures everything there is to be measured. */
  LoadFigures run() throws InterruptedException {
    out.println(server.name() + ": " + connections + " connections ...");
    if (server.isControlled()) {
      visit(Math.max(1, connections / SMALL_PART));
      gauge.markMemory();
      for (int visit = 0; visit < WARM_UP_VISITS; visit++) {
        visit(connections);
      }
    }
    List<Double> logins = new ArrayList<>();
    for (int wave = 1; wave < WAVES && server.isControlled(); wave++) {
      try (Swarm swarm = Swarm.of(connections, shares)) {
        logins.add(logIn(swarm));
        // xmrig-proxy has room for others in the place of these only once there is a new job.
        newBlock(swarm);
      }
      settle();
    }
    try (Swarm swarm = Swarm.of(connections, shares)) {
      logins.add(logIn(swarm));
      gauge.noteCpu("a login", logins.size() * connections);
      Collections.sort(logins);
      figures.note(LOGINS, logins.get(logins.size() / 2));
      gauge.noteResident("resident a connection", connections);
      gauge.noteHeap("heap a connection", connections);
      load(swarm);
      if (server.isControlled()) {
        jobsAlone(swarm);
      }
    }
    return figures;
  }

  /** What jobs cost when nothing else is done, and what is kept of them. */
  private void jobsAlone(Swarm swarm) throws InterruptedException {
    gauge.startCpu();
    for (int block = 0; block < options.blocks(); block++) {
      newBlock(swarm);
    }
    gauge.stopCpu();
    gauge.noteCpu("a job", options.blocks() * connections);
    for (int work = 0; work < REMEMBERED_JOBS; work++) {
      server.laterWork();
      settle();
    }
    gauge.noteHeap("heap a connection with 8 jobs", connections);
  }

  private double logIn(Swarm swarm) throws InterruptedException {
    gauge.startCpu();
    double perSecond = swarm.logIn(server.address(), tls(), options.login());
    gauge.stopCpu();
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
    TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS + connections / MINERS_SETTLED_A_MILLI);
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
    // The miners' own garbage is not to stop them while they measure.
    System.gc();
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
