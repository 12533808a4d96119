package org.opensy.mining.pool.ledger;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.opensy.mining.pool.reward.MinerWork;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.reward.RewardWindow;
import org.opensy.mining.pool.share.ShareKey;
import org.opensy.mining.pool.sql.Row;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/** Windows by looking at every share there is, in memory. */
final class NaiveWindows {

  /** A row of the table of shares. */
  record Row(SharePosition position, BlockShare share, BigInteger work) {}

  private final List<Row> rows;

  private NaiveWindows(List<Row> rows) {
    this.rows = rows;
  }

  static NaiveWindows of(DataSource database) {
    List<Row> rows =
        Transaction.in(
            database,
            transaction ->
                SqlQuery.of(
                        "select s.id, s.accepted_at, s.session_id, s.job_id, s.nonce, s.scheme,"
                            + " m.address, s.difficulty"
                            + " from shares s join miners m on m.id = s.miner_id")
                    .list(
                        transaction,
                        row -> {
                          Instant at = row.instant(2);
                          return new Row(
                              new SharePosition(at, row.number(1)),
                              new BlockShare(
                                  new ShareKey(row.number(3), row.text(4), row.integer(5), at),
                                  RewardScheme.valueOf(row.text(6)),
                                  row.text(7)),
                              BigInteger.valueOf(row.number(8)));
                        }));
    return new NaiveWindows(rows.stream().sorted(Comparator.comparing(Row::position)).toList());
  }

  List<Row> rows() {
    return rows;
  }

  RewardWindow read(Row own, WindowRequest request) {
    if (request instanceof WindowRequest.Nobody) {
      return RewardWindow.EMPTY;
    }
    if (request instanceof WindowRequest.Finder) {
      return new RewardWindow(List.of(new MinerWork(own.share().address(), own.work())));
    }
    if (request instanceof WindowRequest.Latest latest) {
      return latest(own, latest.work());
    }
    Optional<BlockShare> start = ((WindowRequest.Since) request).start();
    int first = start.map(share -> indexOf(share) + 1).orElse(0);
    WorkTally tally = new WorkTally();
    for (Row row : rows.subList(Math.min(first, rows.indexOf(own) + 1), rows.indexOf(own) + 1)) {
      if (row.share().scheme() == own.share().scheme()) {
        tally.add(new MinerWork(row.share().address(), row.work()));
      }
    }
    return tally.window();
  }

  private RewardWindow latest(Row own, BigInteger work) {
    WorkTally tally = new WorkTally();
    for (int i = rows.indexOf(own); i >= 0 && tally.total().compareTo(work) < 0; i--) {
      Row row = rows.get(i);
      if (row.share().scheme() == own.share().scheme()) {
        BigInteger left = work.subtract(tally.total());
        tally.add(new MinerWork(row.share().address(), row.work().min(left)));
      }
    }
    return tally.window();
  }

  /** Work accepted after one instant up to another. */
  BigInteger work(RewardScheme scheme, Optional<String> address, Instant from, Instant to) {
    return rows.stream()
        .filter(row -> row.share().scheme() == scheme)
        .filter(row -> address.isEmpty() || address.get().equals(row.share().address()))
        .filter(row -> row.position().at().isAfter(from) && !row.position().at().isAfter(to))
        .map(Row::work)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private int indexOf(BlockShare share) {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).share().equals(share)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no such share");
  }
}
