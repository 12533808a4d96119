package org.opensy.mining.pool.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShareWritersTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456Z");

  private Instant now = NOON;
  private DataSource database;
  private ShareWriters writers;

  @BeforeEach
  void open() throws SQLException {
    database = Database.migrated();
    writers = new ShareWriters(database);
  }

  @Test
  void allIsStoredWhenEveryWriterHasPromisedMore() {
    assertThat(writers.allStoredBefore(NOON)).isTrue();
    writers.promise("a", NOON.plusNanos(1000));
    writers.promise("b", NOON);
    assertThat(writers.allStoredBefore(NOON)).isFalse();
    assertThat(writers.allStoredBefore(NOON.minusNanos(1000))).isTrue();
    writers.promise("b", NOON.plusSeconds(1));
    assertThat(writers.allStoredBefore(NOON)).isTrue();
    writers.withdraw("a");
    assertThat(writers.allStoredBefore(NOON.plusNanos(1000))).isTrue();
  }

  @Test
  void writersThatAreSilentForMoreThanAnHourAreNamedAndStillCount() {
    writers.promise("b", NOON);
    writers.promise("a", NOON);
    writers.promise("c", NOON.plusSeconds(1));
    assertThat(writers.silentWriters(NOON.plusSeconds(3600))).isEmpty();
    assertThat(writers.silentWriters(NOON.plusSeconds(3601))).containsExactly("a", "b");
    assertThat(writers.allStoredBefore(NOON)).isFalse();
  }

  @Test
  void aPromiseIsKeptFreshFromItsBeginToItsEnd() throws SQLException {
    Watermark watermark = new Watermark(() -> now);
    StoragePromise promise = new StoragePromise("a", writers, watermark);
    promise.renewIfDue(now);
    assertThat(Database.value(database, "select count(*) from share_writers")).isEqualTo("0");
    promise.begin();
    assertThat(promised()).isEqualTo(NOON);
    Instant open = watermark.open();
    now = now.plusSeconds(5);
    promise.renewIfDue(now);
    assertThat(promised()).isEqualTo(NOON);
    watermark.close(open);
    now = now.plusSeconds(1);
    promise.renewIfDue(now);
    assertThat(promised()).isEqualTo(NOON);
    now = now.plusSeconds(1);
    promise.renewIfDue(now);
    assertThat(promised()).isEqualTo(NOON.plusSeconds(7));
    promise.end();
    assertThat(Database.value(database, "select count(*) from share_writers")).isEqualTo("0");
    promise.renewIfDue(now.plusSeconds(60));
    assertThat(Database.value(database, "select count(*) from share_writers")).isEqualTo("0");
  }

  @Test
  void aPromiseStaysWhenSharesAreLeftAtTheEnd() {
    Watermark watermark = new Watermark(() -> now);
    StoragePromise promise = new StoragePromise("a", writers, watermark);
    promise.begin();
    watermark.open();
    promise.end();
    assertThat(promised()).isEqualTo(NOON);
  }

  @Test
  void aDatabaseThatIsAwayIsALedgerException() {
    ShareWriters nowhere = new ShareWriters(Database.source(1, "none"));
    assertThatThrownBy(() -> nowhere.allStoredBefore(NOON)).isInstanceOf(LedgerException.class);
  }

  /** Of the only row. */
  private Instant promised() {
    try {
      return Instant.parse(
          Database.value(
              database,
              "select to_char(stored_until at time zone 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                  + " from share_writers"));
    } catch (SQLException failed) {
      throw new AssertionError(failed);
    }
  }
}
