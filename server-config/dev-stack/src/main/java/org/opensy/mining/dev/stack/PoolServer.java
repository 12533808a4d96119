package org.opensy.mining.dev.stack;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The pool as it runs in production: {@code pool.ear} on a Payara Server of its own, with a real
 * PostgreSQL and a real Redis, everything on free ports of 127.0.0.1. For tests and benchmarks.
 * Thread-safe.
 */
public final class PoolServer implements AutoCloseable {
  private static final String APPLICATION = "pool";
  private static final String LOOPBACK = "127.0.0.1";
  private static final int HEAP_MEGABYTES = 768;

  private final StackPaths paths;
  private final EmbeddedPostgresServer postgres;
  private final EmbeddedRedisServer redis;
  private final boolean ownsStorage;
  private final int stratumPort;
  private final Map<String, String> configuration;
  private final PayaraServer payara;

  /**
   * Describes a pool; {@link #start()} starts it.
   *
   * @param paths where the archives are and where this pool may write
   * @param node the node to mine for; it must run already
   * @param overrides MicroProfile Config keys that differ from the defaults; an empty value removes
   *     the key
   */
  public PoolServer(StackPaths paths, NodeAccess node, Map<String, String> overrides) {
    this.paths = paths;
    this.postgres =
        new EmbeddedPostgresServer(
            paths.postgresBinaries(), paths.work().resolve("postgres"), Ports.free());
    this.redis = new EmbeddedRedisServer(paths.work().resolve("redis"), Ports.free());
    this.ownsStorage = true;
    this.stratumPort = Ports.free();
    this.configuration = configuration(node, overrides);
    this.payara = newServer();
  }

  private PoolServer(String name, String stratumAddress, PoolServer first) {
    this.paths = first.paths.in(name);
    this.postgres = first.postgres;
    this.redis = first.redis;
    this.ownsStorage = false;
    this.stratumPort = first.stratumPort;
    Map<String, String> keys = new TreeMap<>(first.configuration);
    keys.put("pool.stratum.bind-address", stratumAddress);
    keys.put("pool.shares.writer", name);
    this.configuration = keys;
    this.payara = newServer();
  }

  private PayaraServer newServer() {
    return new PayaraServer(
        PayaraDistribution.provision(paths.payaraZip(), paths.cache()),
        paths.work().resolve("payara"),
        new PayaraServer.Settings(
            Ports.free(), Ports.free(), Ports.free(), HEAP_MEGABYTES, configuration));
  }

  /**
   * Describes one more instance of this pool: with the same configuration, PostgreSQL and Redis, on
   * a server of its own. As on a machine of its own, it has the same Stratum port at another
   * address. To be closed before this one; PostgreSQL and Redis stay this one's.
   *
   * @param name of this instance, and of its directory in this one's
   * @param stratumAddress another address of the loopback interface than 127.0.0.1
   */
  public PoolServer another(String name, String stratumAddress) {
    return new PoolServer(name, stratumAddress, this);
  }

  /**
   * Starts everything and deploys the pool; fails with the reason and the server log's relevant
   * lines.
   */
  public void start() {
    PayaraServer.Deployment deployment = tryStart();
    if (!deployment.success()) {
      throw new StackException(log().explain("pool.ear did not deploy: " + deployment.message()));
    }
  }

  /**
   * Starts everything and returns what became of the deployment: for tests of bad configurations.
   */
  public PayaraServer.Deployment tryStart() {
    try {
      postgres.start();
      redis.start();
      payara.start();
      return payara.deploy(paths.poolEar(), APPLICATION);
    } catch (StackException e) {
      close();
      throw e;
    }
  }

  /**
   * Deploys the archive once more on the running server, as an operator would: the pool stops and
   * starts.
   */
  public PayaraServer.Deployment redeploy() {
    return payara.deploy(paths.poolEar(), APPLICATION);
  }

  /**
   * Kills the server process as a crash would and starts the pool again on the same ports and data.
   */
  public void crashAndRestart() {
    payara.kill();
    start();
  }

  /**
   * Kills the server process, stops PostgreSQL and Redis, and deploys the pool on a new server
   * without them.
   */
  public PayaraServer.Deployment crashAndRestartAlone() {
    payara.kill();
    redis.stop();
    postgres.stop();
    payara.start();
    return payara.deploy(paths.poolEar(), APPLICATION);
  }

  /** Stops everything that is not another instance's. Bounded. */
  @Override
  public void close() {
    payara.stop();
    if (ownsStorage) {
      redis.stop();
      postgres.stop();
    }
  }

  /** The pool's database; may be stopped and started to see what the pool does. */
  public EmbeddedPostgresServer postgres() {
    return postgres;
  }

  /** The pool's Redis; may be stopped and started to see what the pool does. */
  public EmbeddedRedisServer redis() {
    return redis;
  }

  /** The server that the pool runs on. */
  public PayaraServer payara() {
    return payara;
  }

  /** Stratum port, on 127.0.0.1 or the address given to {@link #another}. */
  public int stratumPort() {
    return stratumPort;
  }

  /** Address of what the pool serves to everybody, for example {@code /api/v1/pool/stats}. */
  public URI uri(String path) {
    return uri(payara.httpPort(), path);
  }

  /** Address of what the pool serves to operators, for example {@code /ready}. */
  public URI operationsUri(String path) {
    return uri(payara.operationsPort(), path);
  }

  private static URI uri(int port, String path) {
    return URI.create("http://" + LOOPBACK + ":" + port + path);
  }

  /** The server's log. */
  public LogFile log() {
    return payara.log();
  }

  /** Working directory of this pool. */
  public Path directory() {
    return paths.work();
  }

  private Map<String, String> configuration(NodeAccess node, Map<String, String> overrides) {
    Map<String, String> keys = new TreeMap<>(node.configuration());
    keys.put("pool.network", "regtest");
    keys.putAll(postgres.configuration());
    keys.put("pool.redis.url", redis.url());
    keys.put("pool.stratum.port", Integer.toString(stratumPort));
    keys.put("pool.stratum.bind-address", LOOPBACK);
    keys.put("randomx.mode", "light");
    keys.putAll(overrides);
    keys.values().removeIf(String::isEmpty);
    return keys;
  }
}
