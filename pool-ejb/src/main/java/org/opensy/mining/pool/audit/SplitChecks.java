package org.opensy.mining.pool.audit;

import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.opensy.mining.pool.block.Block;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.ledger.BlockShare;
import org.opensy.mining.pool.ledger.RewardWindows;
import org.opensy.mining.pool.reward.FeePolicy;
import org.opensy.mining.pool.reward.MinerWork;
import org.opensy.mining.pool.reward.RewardSplit;
import org.opensy.mining.pool.reward.RewardTree;
import org.opensy.mining.pool.reward.RewardWindow;
import org.opensy.mining.pool.reward.Splitter;
import org.opensy.mining.pool.settlement.BlockWork;
import org.opensy.mining.pool.settlement.StoredReward;
import org.opensy.mining.pool.settlement.StoredRewards;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/**
 * Splits every reward again: from the stored work, and the work from the shares themselves while
 * they are kept. One block at a time, whatever their number. Thread-safe.
 */
final class SplitChecks {
  private static final String SPLIT = "rewards are split as their windows say";
  private static final String ROOT = "roots are the digests of their windows";
  private static final String WINDOW = "windows are what the shares say";

  /** Days are dropped whole, and the first share of all has the id 1. */
  private static final String KEPT =
      "select exists (select from shares where accepted_at <= ?)"
          + " or exists (select from shares where id = 1)";

  private final RewardWindows windows;

  SplitChecks(DataSource database) {
    this.windows = new RewardWindows(database);
  }

  void run(Transaction transaction, AuditReport.Builder report) {
    for (BlockHash hash : StoredRewards.hashes(transaction)) {
      StoredReward stored = StoredRewards.find(transaction, hash).orElseThrow();
      split(stored, report);
      shares(transaction, stored, report);
    }
  }

  private static void split(StoredReward stored, AuditReport.Builder report) {
    String subject = stored.block().hash().toString();
    Amount reward = stored.block().pay().reward();
    RewardSplit booked = stored.split();
    RewardSplit again =
        Splitter.split(
            reward,
            booked.carriedIn(),
            window(booked),
            new FeePolicy(stored.block().pay().terms().fee(), stored.feeFree()));
    report.compare(SPLIT, subject, booked, again);
    report.compare(
        ROOT,
        subject,
        stored.basis().root(),
        RewardTree.of(stored.block().hash(), stored.block().pay().terms(), booked)
            .root()
            .toString());
  }

  private void shares(Transaction transaction, StoredReward stored, AuditReport.Builder report) {
    Block block = stored.block();
    if (!areKept(transaction, stored)) {
      return;
    }
    Optional<BlockShare> before = StoredRewards.shareOfBlockBefore(transaction, stored);
    RewardWindow again =
        block
            .pay()
            .terms()
            .window(block.pay().difficulty())
            .read(
                BlockWork.fromShares(
                    windows, block.share(), before, stored.basis().work().uptoShareId()));
    report.compare(WINDOW, block.hash().toString(), window(stored.split()), again);
  }

  /** Whether no share that counted was dropped after the retention. */
  private static boolean areKept(Transaction transaction, StoredReward stored) {
    return SqlQuery.of(KEPT, stored.basis().work().begin()).one(transaction, row -> row.flag(1));
  }

  private static RewardWindow window(RewardSplit split) {
    List<MinerWork> works =
        split.shares().stream().map(part -> new MinerWork(part.address(), part.work())).toList();
    return new RewardWindow(works);
  }
}
