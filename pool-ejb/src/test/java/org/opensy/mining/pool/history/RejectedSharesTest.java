package org.opensy.mining.pool.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.ledger.Database;
import org.opensy.mining.pool.ledger.Ledgers;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.share.Contributor;
import org.opensy.mining.pool.share.ShareOutcome.RejectionReason;
import org.opensy.mining.pool.sql.DatabaseException;

/** Refused shares, in memory and in the sums. */
class RejectedSharesTest {
  private static final String NOON = "2026-11-22T12:00:00Z";
  private static final Instant BUCKET = Instant.parse(NOON);

  private DataSource database;
  private HistoryStore history;

  @BeforeEach
  void open() throws SQLException {
    database = Database.migrated();
    history = new HistoryStore(database);
    Ledgers.store(database)
        .write(List.of(Histories.share(1, NOON, "a", "x"), Histories.share(2, NOON, "b", "x")));
  }

  private String sums(BucketWidth width) throws SQLException {
    return Histories.sums(database, width);
  }

  @Test
  void everyReasonButStaleIsInvalid() {
    RejectedShares rejected = Rejects.at("2026-11-22T12:09:59.999Z");
    for (RejectionReason reason : RejectionReason.values()) {
      rejected.count(new Contributor("a", "x", RewardScheme.SOLO), reason);
    }
    assertThat(rejected.take())
        .isEqualTo(
            Map.of(
                new RejectedShares.Key("a", "x", BUCKET),
                new RejectedShares.Count(1, RejectionReason.values().length - 1)));
    assertThat(rejected.take()).isEmpty();
  }

  @Test
  void rejectedSharesAreAddedBesideTheAcceptedOnes() throws SQLException {
    RejectedShares rejected = Rejects.at("2026-11-22T12:07:00Z");
    Rejects.stale(rejected, "a", "x");
    Rejects.invalid(rejected, "a", "x");
    Rejects.invalid(rejected, "b", "x");
    history.add(rejected);
    history.add(rejected);
    Histories.sumAll(database);
    String sums =
        "* * 2 2000 1 2, %1$s a * 1 1000 1 1, %1$s a x 1 1000 1 1, %1$s b * 1 1000 0 1, %1$s b x 1 1000 0 1";
    assertThat(sums(BucketWidth.TEN_MINUTES)).isEqualTo("22 12:00 " + sums.formatted("22 12:00"));
    assertThat(sums(BucketWidth.HOUR)).isEqualTo("22 12:00 " + sums.formatted("22 12:00"));
    assertThat(sums(BucketWidth.DAY)).isEqualTo("22 00:00 " + sums.formatted("22 00:00"));
  }

  @Test
  void rejectedSharesOfSeveralTimesAddUp() throws SQLException {
    for (String when : List.of("2026-11-22T12:59:00Z", "2026-11-22T13:00:00Z")) {
      RejectedShares rejected = Rejects.at(when);
      RejectedShares other = Rejects.at(NOON);
      Rejects.stale(rejected, "a", "x");
      Rejects.stale(other, "a", "x");
      // As after an outage of the database: both in one statement.
      rejected.putBack(other.take());
      history.add(rejected);
    }
    assertThat(sums(BucketWidth.HOUR))
        .isEqualTo(
            "22 12:00 * * 0 0 3 0, 22 12:00 a * 0 0 3 0, 22 12:00 a x 0 0 3 0,"
                + " 22 13:00 * * 0 0 1 0, 22 13:00 a * 0 0 1 0, 22 13:00 a x 0 0 1 0");
    assertThat(sums(BucketWidth.DAY))
        .isEqualTo("22 00:00 * * 0 0 4 0, 22 00:00 a * 0 0 4 0, 22 00:00 a x 0 0 4 0");
  }

  @Test
  void whoNeverHadAShareAcceptedGetsNoRow() throws SQLException {
    RejectedShares rejected = Rejects.at(NOON);
    Rejects.stale(rejected, "stranger", "x");
    Rejects.stale(rejected, "stranger", "y");
    Rejects.invalid(rejected, "a", "made-up");
    history.add(rejected);
    assertThat(sums(BucketWidth.DAY)).isEqualTo("22 00:00 * * 0 0 2 1, 22 00:00 a * 0 0 0 1");
    assertThat(Database.value(database, "select count(*) from miners")).isEqualTo("2");
    assertThat(Database.value(database, "select count(*) from workers")).isEqualTo("2");
  }

  @Test
  void beyondTheBoundOnlyThePoolIsCounted() throws SQLException {
    RejectedShares rejected = Rejects.at(NOON);
    for (int worker = 0; worker < RejectedShares.MOST + 500; worker++) {
      Rejects.stale(rejected, "a", "made-up" + worker);
    }
    // Who has a place keeps it.
    Rejects.stale(rejected, "a", "made-up0");
    Map<RejectedShares.Key, RejectedShares.Count> taken = rejected.take();
    assertThat(taken).hasSize(RejectedShares.MOST + 1);
    rejected.putBack(taken);
    rejected.putBack(taken);
    assertThat(rejected.take()).hasSizeLessThanOrEqualTo(RejectedShares.MOST + 1);
    assertThat(taken.get(new RejectedShares.Key("", "", BUCKET)).stale()).isEqualTo(500);
    assertThat(taken.get(new RejectedShares.Key("a", "made-up0", BUCKET)).stale()).isEqualTo(2);
  }

  @Test
  void whatWasNotWrittenIsWrittenNextTime() throws SQLException {
    RejectedShares rejected = Rejects.at(NOON);
    Rejects.stale(rejected, "a", "x");
    Database.update(database, "alter table history_1d rename to history_away");
    assertThatThrownBy(() -> history.add(rejected)).isInstanceOf(DatabaseException.class);
    Rejects.stale(rejected, "a", "x");
    Database.update(database, "alter table history_away rename to history_1d");
    history.add(rejected);
    assertThat(sums(BucketWidth.DAY))
        .isEqualTo("22 00:00 * * 0 0 2 0, 22 00:00 a * 0 0 2 0, 22 00:00 a x 0 0 2 0");
  }

  @Test
  void whatMayHaveBeenWrittenIsNotWrittenAgain() throws SQLException {
    RejectedShares rejected = Rejects.at(NOON);
    Rejects.stale(rejected, "a", "x");
    DataSource lost = LostCommits.of(database);
    assertThatThrownBy(() -> new HistoryStore(lost).add(rejected))
        .isInstanceOf(DatabaseException.class);
    history.add(rejected);
    assertThat(sums(BucketWidth.DAY))
        .isEqualTo("22 00:00 * * 0 0 1 0, 22 00:00 a * 0 0 1 0, 22 00:00 a x 0 0 1 0");
  }
}
