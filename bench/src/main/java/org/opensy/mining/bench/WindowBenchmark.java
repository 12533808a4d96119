package org.opensy.mining.bench;

import com.sun.management.ThreadMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.opensy.mining.dev.stack.EmbeddedPostgresServer;
import org.opensy.mining.dev.stack.Ports;
import org.opensy.mining.dev.stack.StackPaths;
import org.opensy.mining.pool.ledger.BlockShare;
import org.opensy.mining.pool.ledger.RewardWindows;
import org.opensy.mining.pool.ledger.WindowRequest;
import org.opensy.mining.pool.reward.RewardWindow;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How long it takes to find out whose work counts for a block when ten million shares do, next to a
 * plain sum of the same shares by the same database. Each run reads both, one after the other.
 */
public final class WindowBenchmark {
  private static final long SHARES = 10_000_000;
  private static final int RUNS = 5;
  private static final double NANOS = 1e9;
  private static final String PLAIN_SUM =
      "select m.address, s.work from (select miner_id, sum(difficulty) as work from shares"
          + " where scheme = 'PPLNS' group by miner_id) s join miners m on m.id = s.miner_id";

  private final DataSource database;
  private final long shares;
  private final PrintStream out;
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  WindowBenchmark(DataSource database, long shares, PrintStream out) {
    this.database = database;
    this.shares = shares;
    this.out = out;
  }

  /** Takes the number of shares, ten million unless it is given. */
  public static void main(String[] arguments) throws SQLException {
    long shares = arguments.length == 0 ? SHARES : Long.parseLong(arguments[0]);
    StackPaths paths = StackPaths.fromSystemProperties().in("window");
    try (EmbeddedPostgresServer server =
        new EmbeddedPostgresServer(
            paths.postgresBinaries(), paths.work().resolve("postgres"), Ports.free())) {
      server.start();
      PGSimpleDataSource database = new PGSimpleDataSource();
      database.setUrl(server.jdbcUrl());
      database.setUser(server.owner());
      database.setPassword(server.owner());
      new WindowBenchmark(database, shares, System.out).run();
    }
    System.exit(0);
  }

  private void run() throws SQLException {
    WindowData data = new WindowData(database, shares);
    out.printf("writing %,d shares of %d miners ...%n", shares, WindowData.MINERS);
    long start = System.nanoTime();
    data.fill();
    out.printf("written in %.0f s%n", (System.nanoTime() - start) / NANOS);
    BlockShare own = data.youngest();
    // All but a part of the oldest share.
    BigInteger work = plainSum().subtract(BigInteger.ONE);
    List<Double> ofPool = new ArrayList<>();
    List<Double> ofPlainSum = new ArrayList<>();
    for (int run = 1; run <= RUNS; run++) {
      ofPool.add(timedWindow(run, own, work));
      ofPlainSum.add(timedPlainSum(run, work));
    }
    double window = report("window", ofPool);
    double plain = report("plain sum", ofPlainSum);
    out.printf("window / plain sum %.3f%n", window / plain);
  }

  private double timedWindow(int run, BlockShare own, BigInteger work) {
    RewardWindows windows = new RewardWindows(database);
    long bytes = threads.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    RewardWindow window = windows.read(own, new WindowRequest.Latest(work));
    double seconds = (System.nanoTime() - start) / NANOS;
    long allocated = threads.getCurrentThreadAllocatedBytes() - bytes;
    if (!window.work().equals(work) || window.miners().size() != WindowData.MINERS) {
      throw new IllegalStateException("the window is wrong");
    }
    out.printf("run %d  window %.3f s, %.1f MB of heap%n", run, seconds, allocated / 1e6);
    return seconds;
  }

  private double timedPlainSum(int run, BigInteger work) throws SQLException {
    long start = System.nanoTime();
    BigInteger sum = plainSum();
    double seconds = (System.nanoTime() - start) / NANOS;
    if (!sum.subtract(BigInteger.ONE).equals(work)) {
      throw new IllegalStateException("the plain sum is wrong");
    }
    out.printf("run %d  plain sum %.3f s%n", run, seconds);
    return seconds;
  }

  private BigInteger plainSum() throws SQLException {
    BigDecimal sum = BigDecimal.ZERO;
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(PLAIN_SUM)) {
      while (rows.next()) {
        sum = sum.add(rows.getBigDecimal(2));
      }
    }
    return sum.toBigIntegerExact();
  }

  /** Prints and answers the median. */
  private double report(String what, List<Double> seconds) {
    double median = Comparison.quantile(0.5, seconds);
    out.printf(
        "%-9s min %.3f s  median %.3f s  max %.3f s%n",
        what, Comparison.quantile(0, seconds), median, Comparison.quantile(1, seconds));
    return median;
  }
}
