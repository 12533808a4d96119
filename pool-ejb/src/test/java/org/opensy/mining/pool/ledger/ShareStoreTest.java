package org.opensy.mining.pool.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.chain.ChainVectors;
import org.opensy.mining.pool.job.Extranonce;
import org.opensy.mining.pool.job.IssuedJobs;
import org.opensy.mining.pool.job.Job;
import org.opensy.mining.pool.job.JobTemplate;
import org.opensy.mining.pool.job.Nonce;
import org.opensy.mining.pool.job.RolledSolution;
import org.opensy.mining.pool.job.Solution;
import org.opensy.mining.pool.job.VectorJobs;
import org.opensy.mining.pool.reward.BasisPoints;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.share.Contributor;
import org.opensy.mining.pool.share.ProvenShare;
import org.opensy.mining.pool.share.ShareEntry;
import org.opensy.mining.pool.sql.Transaction;

/** The sums that are kept beside the shares. */
class ShareStoreTest {
  private static final String SLOTS =
      "select string_agg(concat_ws(' ', scheme, to_char(slot at time zone 'utc', 'DD HH24:MI'),"
          + " address, work, shares), ', ' order by scheme, slot, address)"
          + " from share_slots join miners on id = miner_id";
  private static final String SLOTS_THAT_LIE =
      "select count(*) from share_slots full join (select scheme,"
          + " date_bin('10 minutes', accepted_at, '1970-01-01T00:00:00Z') as slot, miner_id,"
          + " sum(difficulty) as real_work, count(*) as real_shares from shares group by 1, 2, 3) s"
          + " using (scheme, slot, miner_id)"
          + " where work is distinct from real_work or shares is distinct from real_shares";
  private static final String EARNED =
      "select string_agg(address || ' ' || earned, ', ' order by address)"
          + " from pps_earnings join miners on id = miner_id";

  private DataSource database;
  private ShareStore store;

  @BeforeEach
  void open() throws SQLException {
    database = Database.migrated();
    store = Ledgers.store(database);
  }

  @Test
  void workIsSummedBySchemeSlotAndMiner() throws SQLException {
    store.write(
        List.of(
            at("2026-11-22T11:59:59.999999999Z", "a", RewardScheme.PPLNS),
            at("2026-11-22T12:00:00Z", "b", RewardScheme.PPLNS),
            at("2026-11-22T12:00:00Z", "a", RewardScheme.PPLNS),
            at("2026-11-22T12:09:59Z", "a", RewardScheme.PPLNS)));
    store.write(List.of(at("2026-11-22T12:05:00Z", "a", RewardScheme.PPLNS)));
    store.write(List.of(at("2026-11-22T12:05:00Z", "a", RewardScheme.SOLO)));
    assertThat(Database.value(database, SLOTS))
        .isEqualTo(
            "PPLNS 22 11:50 a 1000 1, PPLNS 22 12:00 a 3000 3, PPLNS 22 12:00 b 1000 1,"
                + " SOLO 22 12:00 a 1000 1");
  }

  @Test
  void shareThatIsWrittenTwiceIsCountedOnce() throws SQLException {
    List<ShareEntry> batch = new ArrayList<>(Shares.shares(0, 5));
    batch.add(Shares.share(4));
    batch.add(Shares.ppsShare(100, "p", BigInteger.TEN));
    assertThat(store.write(batch)).isEqualTo(6);
    assertThat(store.write(batch)).isZero();
    assertThat(store.write(Shares.shares(3, 4))).isEqualTo(2);
    assertThat(Database.value(database, "select sum(shares) || ' ' || sum(work) from share_slots"))
        .isEqualTo("8 8000");
    assertThat(Database.value(database, EARNED)).isEqualTo("p 10");
  }

  @Test
  void sharesOfOneExtendedJobAreToldApartByAllThatTheMinerChose() throws SQLException {
    JobTemplate template = VectorJobs.templateOf(ChainVectors.acceptedBlock(16));
    IssuedJobs book = IssuedJobs.extended(new Extranonce(1, 2), new Random(1));
    Job job = book.issue(template, VectorJobs.EASIEST).orElseThrow();
    List<ShareEntry> batch =
        Stream.of(
                new RolledSolution(-1, 0xffff_fffeL, new Nonce(7)),
                new RolledSolution(-2, 0xffff_fffeL, new Nonce(7)),
                new RolledSolution(-1, 0xffff_ffffL, new Nonce(7)))
            .map(solution -> entry(job, solution))
            .toList();
    assertThat(store.write(batch)).isEqualTo(3);
    assertThat(store.write(batch)).isZero();
    assertThat(batch.get(0).key().jobId()).isEqualTo(job.id() + ":ffffffff:fffffffe");
    Transaction.run(
        database,
        transaction -> {
          for (ShareEntry entry : batch) {
            assertThat(StoredShare.find(transaction, entry.key()).difficulty())
                .isEqualTo(BigInteger.ONE);
          }
        });
  }

  private static ShareEntry entry(Job job, Solution solution) {
    return ShareEntry.of(
        new ProvenShare(job, solution, ChainVectors.acceptedBlock(16).powHash()),
        Shares.NOON,
        new Contributor(Shares.ADDRESS, "rig", RewardScheme.PPLNS),
        BasisPoints.ZERO);
  }

  @Test
  void earningsOfPpsAddUpExactly() throws SQLException {
    BigInteger price = BigInteger.ONE.shiftLeft(92).subtract(BigInteger.ONE);
    store.write(List.of(Shares.ppsShare(1, "a", price), Shares.ppsShare(2, "b", BigInteger.ZERO)));
    store.write(List.of(Shares.ppsShare(3, "a", price), Shares.share(4)));
    assertThat(Database.value(database, EARNED)).isEqualTo("a " + price.shiftLeft(1) + ", b 0");
  }

  @Test
  void noMoreThanTheWholeUnitsEarnedCanBeCredited() throws SQLException {
    // One less than a base unit more: a rounded quotient would allow it.
    BigInteger earned =
        BigInteger.TEN.pow(18).add(BigInteger.ONE).shiftLeft(32).subtract(BigInteger.ONE);
    store.write(List.of(Shares.ppsShare(1, "a", earned)));
    Database.update(database, "update pps_earnings set credited = 1000000000000000000");
    assertThatThrownBy(
            () ->
                Database.update(database, "update pps_earnings set credited = 1000000000000000001"))
        .hasMessageContaining("pps_earnings_credited");
  }

  @Test
  void writersOfTheSameMinersDoNotGetInEachOthersWay() throws Exception {
    ExecutorService writers = Executors.newFixedThreadPool(4);
    List<Callable<Integer>> writes = new ArrayList<>();
    for (int writer = 0; writer < 4; writer++) {
      int first = writer * 1000;
      writes.add(() -> writeBatches(first));
    }
    int rows = 0;
    for (Future<Integer> done : writers.invokeAll(writes)) {
      rows += done.get();
    }
    writers.shutdown();
    assertThat(rows).isEqualTo(4 * 10 * 50);
    assertThat(Database.value(database, SLOTS_THAT_LIE)).isEqualTo("0");
    assertThat(Database.value(database, "select sum(shares) from share_slots")).isEqualTo("2000");
    assertThat(Database.value(database, "select sum(earned) from pps_earnings")).isEqualTo("1000");
  }

  private int writeBatches(int first) throws SQLException {
    int rows = 0;
    for (int batch = 0; batch < 10; batch++) {
      List<ShareEntry> entries = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        // Each writer meets the miners in another order.
        int miner = (first / 1000 % 2 == 0 ? i : 50 - i) % 7;
        entries.add(
            i % 2 == 0
                ? Shares.ppsShare(first + batch * 50 + i, "miner" + miner, BigInteger.ONE)
                : Shares.share(first + batch * 50 + i, Shares.NOON, "miner" + miner, "rig"));
      }
      rows += store.write(entries);
    }
    return rows;
  }

  private static ShareEntry at(String when, String address, RewardScheme scheme) {
    return Shares.share(
        (address + scheme).hashCode(),
        Instant.parse(when),
        new Contributor(address, "rig", scheme),
        1000,
        Optional.empty());
  }
}
