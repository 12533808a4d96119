package org.opensy.mining.dev.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.opensy.mining.dev.node.RegtestNode;
import org.opensy.mining.dev.node.RegtestNodeOptions;

/**
 * A pool with a regtest node of its own, for integration tests. {@link #shared()} is one for all
 * tests of this JVM: it starts at first use, takes about half a minute, and stops when the JVM
 * ends. Thread-safe.
 */
public final class TestPool implements AutoCloseable {
  /** Average hashes a block of the node at the start; see {@link RegtestNode#setDifficulty}. */
  public static final long BLOCK_HASHES = 40;

  /** Expected hashes a share of a new miner. */
  public static final int SHARE_HASHES = 4;

  /** What operators of the shared pool exchange for a token. */
  public static final String SHARED_SECRET = "a-bootstrap-secret-of-the-shared-pool";

  private static final String USER = "pool";
  private static TestPool shared;
  private static String sharedFailure;

  private final RegtestNode node;
  private final NodeAccess access;
  private final PoolServer server;

  private TestPool(RegtestNode node, NodeAccess access, PoolServer server) {
    this.node = node;
    this.access = access;
    this.server = server;
  }

  /**
   * The pool that all tests of this JVM share; leave it as you found it. It has operators ({@link
   * #SHARED_SECRET}), and whoever speaks to it over HTTP counts as its reverse proxy. A failed
   * start is not tried again.
   */
  public static synchronized TestPool shared() {
    if (sharedFailure != null) {
      throw new StackException("the shared pool did not start before: " + sharedFailure);
    }
    if (shared == null) {
      try {
        TestPool pool =
            create(
                "shared-pool",
                Map.of("pool.admin.token", SHARED_SECRET, "pool.http.proxies", "127.0.0.1"));
        Runtime.getRuntime().addShutdownHook(new Thread(pool::close, "stop-shared-pool"));
        pool.server().start();
        shared = pool;
      } catch (StackException e) {
        sharedFailure = e.getMessage();
        throw e;
      }
    }
    return shared;
  }

  /**
   * Starts a node and describes a pool for it, which is not started yet: {@link PoolServer#start()}
   * or, for a configuration that the pool must refuse, {@link PoolServer#tryStart()}. It takes the
   * tokens of {@link TestToken}.
   *
   * @param name of the working directory, which is emptied first
   * @param overrides MicroProfile Config keys that differ from the defaults; an empty value removes
   *     the key
   */
  public static TestPool create(String name, Map<String, String> overrides) {
    StackPaths paths = StackPaths.fromSystemProperties().in(name);
    try {
      FileTrees.delete(paths.work());
    } catch (IOException e) {
      throw new StackException("cannot clear " + paths.work(), e);
    }
    RegtestNodeOptions options = options(paths.work().resolve("node"));
    RegtestNode node = RegtestNode.start(options);
    try {
      NodeAccess access = access(node, options);
      Map<String, String> configuration =
          new TreeMap<>(
              Map.of(
                  "pool.stratum.difficulty",
                  Integer.toString(SHARE_HASHES),
                  "pool.auth.key",
                  TestToken.PRIVATE_KEY));
      configuration.putAll(overrides);
      return new TestPool(node, access, new PoolServer(paths, access, configuration));
    } catch (StackException e) {
      node.close();
      throw e;
    }
  }

  /** The pool's server, its database, its ports. */
  public PoolServer server() {
    return server;
  }

  /** The node, in this JVM. */
  public RegtestNode node() {
    return node;
  }

  /** How the node is reached over its RPC, and the pool's own address. */
  public NodeAccess access() {
    return access;
  }

  /** Stops the pool and the node. Bounded. */
  @Override
  public void close() {
    server.close();
    node.close();
  }

  private static RegtestNodeOptions options(Path directory) {
    return RegtestNodeOptions.of(USER, Secrets.next())
        .withDataDirectory(directory)
        .withDifficulty(BLOCK_HASHES);
  }

  private static NodeAccess access(RegtestNode node, RegtestNodeOptions options) {
    NodeAccess unpaid =
        new NodeAccess(node.uri().toString(), options.user(), options.password(), "", "");
    try {
      return unpaid.paying(new NodeRpcClient(unpaid).newAddress("pool"));
    } catch (IOException e) {
      throw new StackException("the regtest node gives no address", e);
    }
  }
}
