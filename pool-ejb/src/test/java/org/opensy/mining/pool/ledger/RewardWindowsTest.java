package org.opensy.mining.pool.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.pool.reward.MinerWork;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.reward.RewardWindow;
import org.opensy.mining.pool.share.Contributor;
import org.opensy.mining.pool.share.ShareEntry;

class RewardWindowsTest {
  private static final Contributor A = new Contributor("a", "rig", RewardScheme.PPLNS);
  private static final Contributor B = new Contributor("b", "rig", RewardScheme.PPLNS);

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void everyReadingIsThatOfAllSharesOneByOne(long seed) throws SQLException {
    DataSource database = Database.migrated();
    ShareStore store = Ledgers.store(database);
    RandomShares shares = new RandomShares(seed);
    List<ShareEntry> entries = shares.next(1500);
    shares.write(store, entries);
    NaiveWindows naive = NaiveWindows.of(database);
    assertThat(naive.rows()).hasSize(1500);
    checkWindows(database, naive, new Random(seed));
    checkWork(database, naive, new Random(seed));
    String sums = "select string_agg(s::text, ',' order by s::text) from share_slots s";
    String before = Database.value(database, sums);
    shares.write(store, entries);
    assertThat(Database.value(database, sums)).isEqualTo(before);
  }

  private static void checkWindows(DataSource database, NaiveWindows naive, Random random) {
    RewardWindows windows = new RewardWindows(database);
    long last = windows.lastShareId();
    for (int round = 0; round < 15; round++) {
      NaiveWindows.Row own = any(naive, random);
      for (WindowRequest request : requests(naive, random)) {
        RewardWindow expected = naive.read(own, request);
        assertThat(windows.read(own.share(), request))
            .as("%s %s", own, request)
            .isEqualTo(expected);
        assertThat(windows.readFromShares(own.share(), request, last))
            .as("%s %s", own, request)
            .isEqualTo(expected);
      }
    }
  }

  private static List<WindowRequest> requests(NaiveWindows naive, Random random) {
    return List.of(
        new WindowRequest.Latest(
            new BigInteger(1 + random.nextInt(71), random).add(BigInteger.ONE)),
        new WindowRequest.Latest(any(naive, random).work()),
        new WindowRequest.Since(Optional.of(any(naive, random).share())),
        new WindowRequest.Since(Optional.empty()),
        new WindowRequest.Finder());
  }

  private static void checkWork(DataSource database, NaiveWindows naive, Random random) {
    RewardWindows windows = new RewardWindows(database);
    for (int round = 0; round < 15; round++) {
      NaiveWindows.Row from = any(naive, random);
      NaiveWindows.Row to = any(naive, random);
      Instant start = round % 10 == 0 ? Instant.EPOCH : from.position().at();
      Instant end = to.position().at();
      RewardScheme scheme = to.share().scheme();
      String address = from.share().address();
      assertThat(windows.work(scheme, start, end))
          .isEqualTo(naive.work(scheme, Optional.empty(), start, end));
      assertThat(windows.work(scheme, address, start, end))
          .isEqualTo(naive.work(scheme, Optional.of(address), start, end));
    }
  }

  private static NaiveWindows.Row any(NaiveWindows naive, Random random) {
    return naive.rows().get(random.nextInt(naive.rows().size()));
  }

  @Test
  void theOldestShareCountsInPart() throws SQLException {
    DataSource database = Database.migrated();
    ShareEntry own = share(3, "2026-11-22T12:00:00Z", A, 10);
    Ledgers.store(database)
        .write(
            List.of(
                share(1, "2026-11-21T12:00:00Z", A, 100),
                share(2, "2026-11-21T12:00:00Z", B, 100),
                own,
                share(4, "2026-11-22T12:00:00Z", B, 1000)));
    RewardWindows windows = new RewardWindows(database);
    assertThat(windows.read(BlockShare.of(own), latest(9))).isEqualTo(window(9, 0));
    assertThat(windows.read(BlockShare.of(own), latest(10))).isEqualTo(window(10, 0));
    assertThat(windows.read(BlockShare.of(own), latest(11))).isEqualTo(window(10, 1));
    assertThat(windows.read(BlockShare.of(own), latest(209))).isEqualTo(window(109, 100));
    assertThat(windows.read(BlockShare.of(own), latest(5000))).isEqualTo(window(110, 100));
  }

  @Test
  void sharesThatCameAfterTheReadingDoNotChangeTheAudit() throws SQLException {
    DataSource database = Database.migrated();
    ShareStore store = Ledgers.store(database);
    RewardWindows windows = new RewardWindows(database);
    assertThat(windows.lastShareId()).isZero();
    ShareEntry own = share(2, "2026-11-22T12:00:00Z", A, 10);
    store.write(List.of(share(1, "2026-11-22T11:00:00Z", B, 5), own));
    long last = windows.lastShareId();
    store.write(List.of(share(3, "2026-11-22T11:30:00Z", B, 1)));
    assertThat(windows.lastShareId()).isGreaterThan(last);
    assertThat(windows.read(BlockShare.of(own), latest(100))).isEqualTo(window(10, 6));
    assertThat(windows.readFromShares(BlockShare.of(own), latest(100), last))
        .isEqualTo(window(10, 5));
  }

  @Test
  void aWindowIsFoundToBeginNotAfterItsOldestShare() throws SQLException {
    DataSource database = Database.migrated();
    ShareEntry own = share(3, "2026-11-22T12:04:00Z", A, 10);
    Ledgers.store(database)
        .write(
            List.of(
                share(1, "2026-11-19T12:03:00Z", A, 10),
                share(2, "2026-11-20T12:03:00Z", B, 10),
                own));
    RewardWindows windows = new RewardWindows(database);
    Instant end = own.acceptedAt();
    assertThat(windows.beginOfLatest(RewardScheme.PPLNS, end, BigInteger.TEN))
        .contains(Instant.parse("2026-11-20T12:00:00Z"));
    assertThat(windows.beginOfLatest(RewardScheme.PPLNS, end, BigInteger.valueOf(11)))
        .contains(Instant.parse("2026-11-19T12:00:00Z"));
    assertThat(windows.beginOfLatest(RewardScheme.PPLNS, end, BigInteger.valueOf(21))).isEmpty();
    assertThat(windows.beginOfLatest(RewardScheme.SOLO, end, BigInteger.ONE)).isEmpty();
  }

  @Test
  void aBlockWhoseOwnShareIsNotThereHasNoWindow() throws SQLException {
    RewardWindows windows = new RewardWindows(Database.migrated());
    BlockShare own = BlockShare.of(Shares.share(1));
    assertThatThrownBy(() -> windows.read(own, latest(1)))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("no share");
    assertThat(windows.read(own, new WindowRequest.Nobody())).isEqualTo(RewardWindow.EMPTY);
  }

  private static WindowRequest latest(long work) {
    return new WindowRequest.Latest(BigInteger.valueOf(work));
  }

  private static RewardWindow window(long ofA, long ofB) {
    WorkTally tally = new WorkTally();
    tally.add(new MinerWork("a", BigInteger.valueOf(ofA)));
    if (ofB > 0) {
      tally.add(new MinerWork("b", BigInteger.valueOf(ofB)));
    }
    return tally.window();
  }

  private static ShareEntry share(int nonce, String when, Contributor who, long difficulty) {
    return Shares.share(nonce, Instant.parse(when), who, difficulty, Optional.empty());
  }
}
