package org.opensy.mining.pool.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.opensy.mining.pool.config.StorageSettings;
import org.opensy.mining.pool.journal.Journal;
import org.opensy.mining.pool.journal.JournalSize;

/**
 * A process that takes shares and writes them, and says which of them it would answer with OK,
 * until it is killed. Arguments: port and name of the database, directory of the journal.
 */
final class ShareVictim {
  private static final int THREADS = 4;
  private static final Duration BETWEEN_BATCHES = Duration.ofMillis(20);

  private ShareVictim() {}

  public static void main(String[] args) {
    try (HikariDataSource database =
        Database.pooled(Database.source(Integer.parseInt(args[0]), args[1]))) {
      ShareWriter shares =
          new ShareWriter(
              database,
              Ledgers.store(database),
              InstantSource.system(),
              new StorageSettings.Shares(30, 7, 1_000_000, "test"),
              Journal.open(
                  Path.of(args[2]), JournalSize.ofMebibytes(64), Duration.ZERO, Thread::new),
              batch -> {});
      shares.announce();
      PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
      AtomicInteger nonces = new AtomicInteger();
      for (int i = 0; i < THREADS; i++) {
        new Thread(() -> mine(shares, nonces, out)).start();
      }
      while (true) {
        shares.drain(InstantSource.system().instant());
        LockSupport.parkNanos(BETWEEN_BATCHES.toNanos());
      }
    }
  }

  private static void mine(ShareWriter shares, AtomicInteger nonces, PrintStream out) {
    while (true) {
      int nonce = nonces.incrementAndGet();
      CompletionStage<Boolean> kept =
          shares.record(
              now -> Shares.share(nonce, now, Shares.ADDRESS, "rig" + nonce % 7), Runnable::run);
      if (kept.toCompletableFuture().join()) {
        out.println(nonce);
      }
    }
  }
}
