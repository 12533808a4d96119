package org.opensy.mining.dev.money;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import org.opensy.mining.dev.stack.MoneyLab;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.config.NodeAddress;
import org.opensy.mining.pool.config.NodeLogin;
import org.opensy.mining.pool.config.NodeSettings;
import org.opensy.mining.pool.config.Secret;
import org.opensy.mining.pool.money.Fence;
import org.opensy.mining.pool.money.Lease;
import org.opensy.mining.pool.node.RpcWallet;
import org.opensy.mining.pool.node.WalletClient;
import org.postgresql.ds.PGSimpleDataSource;

/** A process that pays, and at a chosen moment says so and waits to be killed. */
final class PayoutVictim {
  private PayoutVictim() {}

  public static void main(String[] args) {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(args[1]);
    database.setUser("pool");
    database.setPassword("pool");
    NodeLogin login = new NodeLogin.Password("pool", new Secret(System.getenv("NODE_PASSWORD")));
    Duration time = Duration.ofSeconds(5);
    WalletClient wallet =
        new RpcWallet(
            new NodeAddress(URI.create(args[2]), login),
            Network.REGTEST,
            new NodeSettings.Times(time, time, time, time, time));
    Waiting points = new Waiting(args[0]);
    Fence fence = new Fence(Lease.MONEY, args[3], Long.parseLong(args[4]));
    MoneyLab.payouts(
            CrashingDatabase.of(database, points),
            new CrashingWallet(wallet, points),
            InstantSource.system(),
            args[5])
        .payNow(fence);
    System.out.println("done without passing " + args[0]);
  }

  /** Waits at a moment by its name; commits are counted. */
  private static final class Waiting extends CrashPoints {
    private final String moment;
    private int commits;

    Waiting(String moment) {
      super(0);
      this.moment = moment;
    }

    @Override
    void pass(String where) {
      if (where.equals("before a commit")) {
        commits++;
      }
      String name = where.replace("a commit", "commit " + commits);
      if (name.equals(moment)) {
        System.out.println(moment);
        while (true) {
          LockSupport.park();
        }
      }
    }
  }
}
