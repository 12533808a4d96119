package org.opensy.mining.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.opensy.mining.dev.miner.StratumMiner;
import org.opensy.mining.dev.node.RegtestNode;
import org.opensy.mining.dev.node.RegtestNodeOptions;
import org.opensy.mining.dev.stack.NodeAccess;
import org.opensy.mining.dev.stack.PoolServer;
import org.opensy.mining.dev.stack.StackPaths;
import org.opensy.mining.randomx.RandomXMode;
import org.opensy.mining.randomx.RandomXSettings;
import org.opensy.mining.stratum.protocol.LoginResult;
import org.opensy.mining.stratum.protocol.ServerMessage;
import org.opensy.mining.stratum.protocol.StratumJob;

/**
 * The real pool.ear on Payara Server with PostgreSQL, Redis and a regtest node so difficult that no
 * share is a block, and miners at difficulty 1, for whom every hash is a share. Not thread-safe.
 */
final class PoolUnderTest implements AutoCloseable {
  private static final String ADDRESS = "rsyl1qwa88cugm29ssakypw5q5j9aktvxpnkjfsvn6gv";
  private static final String PASSWORD = "only-for-this-benchmark";
  private static final long NEVER_A_BLOCK = 1L << 50;
  private static final int CONNECTIONS = 4;

  /** The ledger is written every second; what that costs belongs to the shares. */
  private static final long LEDGER_MILLIS = 1200;

  private static final Pattern KEY_READY =
      Pattern.compile("POOL-6001 RandomX key ready: ([^]\\n]*)");
  private static final Pattern DATASET_READY =
      Pattern.compile("RANDOMX-1003 dataset ready [^]\\n]*");

  private final RandomXSettings settings;
  private final RegtestNode node;
  private final PoolServer server;
  private final List<StratumMiner> miners = new ArrayList<>();

  private PoolUnderTest(RandomXSettings settings, RegtestNode node, PoolServer server) {
    this.settings = settings;
    this.node = node;
    this.server = server;
  }

  /** Starts everything and logs the miners in; in full mode the dataset is still being built. */
  static PoolUnderTest start(RandomXSettings settings, Path library) {
    RegtestNode node =
        RegtestNode.start(RegtestNodeOptions.of("bench", PASSWORD).withDifficulty(NEVER_A_BLOCK));
    PoolServer server =
        new PoolServer(
            StackPaths.fromSystemProperties().in("pool"),
            new NodeAccess("http://127.0.0.1:" + node.port(), "bench", PASSWORD, "", ADDRESS),
            Map.of(
                "pool.stratum.workers",
                Integer.toString(settings.threads()),
                "pool.limit.submits-per-session",
                "1000000",
                "pool.stratum.difficulty",
                "1",
                "pool.stratum.max-difficulty",
                "1",
                "randomx.mode",
                settings.mode() == RandomXMode.FULL ? "full" : "light",
                "randomx.large-pages",
                settings.largePages() ? "auto" : "off",
                "randomx.library.path",
                library.toString()));
    PoolUnderTest pool = new PoolUnderTest(settings, node, server);
    boolean ready = false;
    try {
      server.start();
      pool.connect();
      ready = true;
      return pool;
    } finally {
      if (!ready) {
        pool.close();
      }
    }
  }

  private void connect() {
    for (int i = 0; i < CONNECTIONS; i++) {
      StratumMiner miner = StratumMiner.connect(server.stratumPort());
      miners.add(miner);
      ServerMessage answer = miner.login(ADDRESS + ".bench-" + i + "+1");
      if (!(answer instanceof LoginResult)) {
        throw new IllegalStateException("the pool says " + answer);
      }
    }
  }

  /** Waits for cache or dataset and answers how the pool describes what it hashes with. */
  String awaitReady() {
    String keys = Waiting.forMatch(KEY_READY, server.log()::text);
    return settings.mode() == RandomXMode.FULL
        ? keys + " " + Waiting.forMatch(DATASET_READY, server.log()::text)
        : keys;
  }

  /** The newest job of each connection. */
  List<StratumJob> jobs() {
    return miners.stream().map(StratumMiner::job).toList();
  }

  /** Has shares checked, as fast as the pool can, and waits until the ledger has them. */
  HashRate check(List<ShareLoad.PreparedShare> shares) {
    double cpu = cpuSeconds();
    double perSecond = new ShareLoad(miners, shares, ShareLoad::isAccepted).run(settings.threads());
    Waiting.millis(LEDGER_MILLIS);
    return new HashRate(perSecond, shares.size() / (cpuSeconds() - cpu));
  }

  /**
   * Submits shares again that the pool has checked, {@code times} over: all of the way except the
   * hash and the ledger, often enough for the JIT compiler.
   *
   * @return CPU seconds of the process for one of them
   */
  double repeat(List<ShareLoad.PreparedShare> checked, int times) {
    List<ShareLoad.PreparedShare> again = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      again.addAll(checked);
    }
    double cpu = cpuSeconds();
    new ShareLoad(miners, again, ShareLoad::isDuplicate).run(settings.threads());
    return (cpuSeconds() - cpu) / again.size();
  }

  /** CPU time of the server process so far. */
  double cpuSeconds() {
    return ProcessorTime.secondsOf(server.payara().pid());
  }

  /** Stops everything. */
  @Override
  public void close() {
    miners.forEach(StratumMiner::close);
    server.close();
    node.close();
  }
}
