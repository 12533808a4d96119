package org.opensy.mining.audit;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.opensy.mining.pool.audit.Audit;
import org.opensy.mining.pool.audit.AuditReport;
import org.opensy.mining.pool.config.ConfigProblems;
import org.opensy.mining.pool.config.DatabaseSettings;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.config.Secret;
import org.opensy.mining.pool.ledger.LedgerException;
import org.opensy.mining.pool.node.NodeClient;
import org.opensy.mining.pool.node.RpcWallet;
import org.opensy.mining.pool.node.WalletClient;
import org.opensy.mining.pool.sql.DatabaseException;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * {@code pool-audit PROPERTIES [SECRETS]}: the same files that the pool was installed with. Prints
 * each check and what differs; exits with 0 if nothing does, 1 if something does, 2 if it could not
 * look.
 */
public final class PoolAudit {
  private static final String USAGE =
      "usage: java -jar pool-audit.jar pool.properties [folder with secrets, one file a key]";

  private PoolAudit() {}

  /** Runs and ends with the exit code. */
  public static void main(String[] args) {
    System.exit(run(List.of(args), System.out, System.err));
  }

  static int run(List<String> args, PrintStream out, PrintStream err) {
    if (args.isEmpty() || args.size() > 2) {
      err.println(USAGE);
      return 2;
    }
    try {
      Optional<Path> secrets =
          args.size() == 2 ? Optional.of(Path.of(args.get(1))) : Optional.empty();
      FileConfig files = FileConfig.read(Path.of(args.get(0)), secrets);
      return report(audit(files), out);
    } catch (IOException | DatabaseException | LedgerException | ConfigProblems failed) {
      err.println("pool-audit: " + failed.getMessage());
      return 2;
    }
  }

  private static AuditReport audit(FileConfig files) {
    PoolConfig config = PoolConfig.read(files);
    PGSimpleDataSource database = database(config.storage().database());
    InstantSource clock = InstantSource.system();
    WalletClient wallet =
        new RpcWallet(
            config.payout().wallet().address(config.node()),
            config.chain().network(),
            config.node().times());
    return new Audit(database, clock).run(NodeClient.of(config.node(), clock), Optional.of(wallet));
  }

  /** As the role that only reads, if its password is there. */
  private static PGSimpleDataSource database(DatabaseSettings settings) {
    DatabaseSettings.Login login =
        settings.read().filter(read -> read.password().isPresent()).orElse(settings.run());
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(settings.url());
    database.setUser(login.user());
    database.setPassword(login.password().map(Secret::reveal).orElseThrow());
    return database;
  }

  private static int report(AuditReport report, PrintStream out) {
    report.checks().forEach((check, count) -> out.printf("%9d  %s%n", count, check));
    report.findings().forEach(finding -> out.println("DIFFERS  " + finding));
    if (report.truncated()) {
      out.println("DIFFERS  and more");
    }
    out.println(report.isClean() ? "nothing differs" : "something differs");
    return report.isClean() ? 0 : 1;
  }
}
