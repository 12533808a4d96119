package org.opensy.mining.dev.stack;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.opensy.mining.dev.node.RegtestNode;
import org.opensy.mining.dev.node.RegtestNodeOptions;

/**
 * The whole chain on one machine: PostgreSQL, Redis, node, pool, coordinator and two workers,
 * started in this order and stopped in the opposite one. Thread-safe.
 */
final class DevStack implements AutoCloseable {
  private static final int SERVER_HEAP_MEGABYTES = 768;
  private static final int MICRO_HEAP_MEGABYTES = 256;

  /** Of the first block of our own node; then the difficulty follows the workers' speed. */
  private static final long BLOCK_HASHES = 600;

  private static final Duration BLOCK_SPACING = Duration.ofSeconds(30);

  private static final String SHARE_HASHES = "30";

  private final StackSettings settings;
  private final PrintStream out;
  private final Deque<Started> started = new ArrayDeque<>();
  private final String token = Secrets.next();
  private final String adminToken = Secrets.next();
  private NodeAccess node;
  private PayaraServer payara;
  private boolean closed;

  private record Started(String name, AutoCloseable server) {}

  /** A start that may fail for any reason an adapter has. */
  @FunctionalInterface
  private interface Start {
    void run() throws IOException;
  }

  /** Describes a stack; progress lines go to {@code out}. */
  DevStack(StackSettings settings, PrintStream out) {
    this.settings = settings;
    this.out = out;
  }

  /**
   * Starts everything; what has been started is stopped again by {@link #close()}, also after a
   * failure.
   */
  void start() {
    Set<StackPort> wanted = EnumSet.allOf(StackPort.class);
    if (settings.nodeUrl().isPresent()) {
      wanted.remove(StackPort.NODE);
    }
    StackPort.requireFree(settings.ports(), wanted);
    EmbeddedPostgresServer postgres =
        new EmbeddedPostgresServer(
            settings.paths().postgresBinaries(),
            settings.paths().work().resolve("postgres"),
            settings.port(StackPort.POSTGRES));
    EmbeddedRedisServer redis =
        new EmbeddedRedisServer(
            settings.paths().work().resolve("redis"), settings.port(StackPort.REDIS));
    step("PostgreSQL", postgres, postgres::start);
    step("Redis", redis, redis::start);
    startNode();
    startPool(postgres, redis);
    startCoordinator();
    startWorker(1, StackPort.WORKER_1_HTTP);
    startWorker(2, StackPort.WORKER_2_HTTP);
  }

  /** Stops everything in bounded time. Does nothing the second time. */
  @Override
  public synchronized void close() {
    closed = true;
    while (!started.isEmpty()) {
      Started last = started.pop();
      out.println("  stopping " + last.name());
      try {
        last.server().close();
      } catch (Exception e) {
        out.println("  " + last.name() + " did not stop properly: " + e.getMessage());
      }
    }
    OrphanGuard.release();
  }

  /** Fails, naming the log, when a server has ended by itself. */
  synchronized void requireAlive() {
    for (Started part : started) {
      if (part.server() instanceof ServerProcess process && !process.isAlive()) {
        throw new StackException(process.log().explain(part.name() + " has ended"));
      }
    }
  }

  /** The node that the pool mines for. */
  NodeAccess node() {
    return node;
  }

  /** What operators show to the pool; new at each start. */
  String adminToken() {
    return adminToken;
  }

  /** The server that the pool runs on. */
  PayaraServer payara() {
    return payara;
  }

  private void startNode() {
    DevStackNode source = new DevStackNode(settings);
    if (settings.nodeUrl().isPresent()) {
      step("to use the node at " + settings.nodeUrl().get(), () -> node = source.given());
    } else {
      RegtestNodeOptions options = source.options(BLOCK_HASHES, BLOCK_SPACING);
      step(
          "regtest node",
          () -> {
            RegtestNode own = RegtestNode.start(options);
            push("regtest node", own);
            node = source.own(own, options);
          });
    }
  }

  private void startPool(EmbeddedPostgresServer postgres, EmbeddedRedisServer redis) {
    Map<String, String> defaults = new TreeMap<>(node.configuration());
    defaults.put("pool.network", "regtest");
    defaults.putAll(postgres.configuration());
    defaults.put("pool.redis.url", redis.url());
    defaults.put("pool.stratum.port", Integer.toString(settings.port(StackPort.STRATUM)));
    defaults.put("pool.stratum.difficulty", SHARE_HASHES);
    defaults.put("pool.payout.enabled", "true");
    defaults.put("pool.payout.interval", "60");
    defaults.put("pool.payout.confirmations", "3");
    defaults.put("pool.admin.token", adminToken);
    defaults.put("randomx.mode", "light");
    PayaraServer.Settings server =
        new PayaraServer.Settings(
            settings.port(StackPort.HTTP),
            settings.port(StackPort.OPERATIONS),
            settings.port(StackPort.ADMIN),
            SERVER_HEAP_MEGABYTES,
            settings.configured(defaults));
    step("to unpack Payara Server (first time only)", () -> payara = server(server));
    step("Payara Server", payara, payara::start);
    step("pool.ear", this::deployPool);
  }

  private PayaraServer server(PayaraServer.Settings server) {
    return new PayaraServer(
        PayaraDistribution.provision(settings.paths().payaraZip(), settings.paths().cache()),
        settings.paths().work().resolve("payara"),
        server);
  }

  private void deployPool() {
    PayaraServer.Deployment deployment = payara.deploy(settings.paths().poolEar(), "pool");
    if (!deployment.success()) {
      throw new StackException(
          payara.log().explain("pool.ear did not deploy: " + deployment.message()));
    }
  }

  private void startCoordinator() {
    Map<String, String> defaults = new TreeMap<>();
    defaults.put(
        "coopmine.pool.url", "stratum+tcp://127.0.0.1:" + settings.port(StackPort.STRATUM));
    defaults.put("coopmine.pool.login", node.poolAddress() + ".coopmine");
    defaults.put(
        "coopmine.coordinator.port", Integer.toString(settings.port(StackPort.COORDINATOR)));
    defaults.put("coopmine.token", token);
    startMicro(
        new PayaraMicro.Settings(
            "CoopMine coordinator",
            settings.paths().coordinatorWar(),
            settings.port(StackPort.COORDINATOR_HTTP),
            MICRO_HEAP_MEGABYTES,
            settings.configured(defaults)),
        "coordinator");
  }

  private void startWorker(int number, StackPort port) {
    Map<String, String> defaults = new TreeMap<>();
    defaults.put(
        "coopmine.coordinator.address", "127.0.0.1:" + settings.port(StackPort.COORDINATOR));
    defaults.put("coopmine.worker.threads", "1");
    defaults.put("coopmine.token", token);
    defaults.put("randomx.mode", "light");
    Map<String, String> configuration = settings.configured(defaults);
    configuration.put("coopmine.worker.name", "worker-" + number);
    PayaraMicro worker =
        startMicro(
            new PayaraMicro.Settings(
                "CoopMine worker " + number,
                settings.paths().workerWar(),
                settings.port(port),
                MICRO_HEAP_MEGABYTES,
                configuration),
            "worker-" + number);
    // In life they are other machines: here the servers would wait for processors that only hash.
    worker.yieldToOthers();
  }

  private PayaraMicro startMicro(PayaraMicro.Settings micro, String directory) {
    PayaraMicro instance =
        new PayaraMicro(
            settings.paths().payaraMicro(), settings.paths().work().resolve(directory), micro);
    step(micro.name(), instance, instance::start);
    return instance;
  }

  private void step(String name, AutoCloseable server, Start start) {
    push(name, server);
    step(name, start);
  }

  private void step(String name, Start start) {
    long begin = System.nanoTime();
    out.print("  starting " + name + " … ");
    out.flush();
    try {
      start.run();
    } catch (IOException e) {
      throw new StackException(name + " did not start: " + e.getMessage(), e);
    }
    out.printf("%.1f s%n", (System.nanoTime() - begin) / 1e9);
  }

  private synchronized void push(String name, AutoCloseable server) {
    if (closed) {
      throw new StackException("the stack is being stopped");
    }
    started.push(new Started(name, server));
  }
}
