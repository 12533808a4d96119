package org.opensy.mining.pool.treasury;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.block.BlockFilter;
import org.opensy.mining.pool.block.BlockStatus;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.config.PayoutSettings.FeePayer;
import org.opensy.mining.pool.ledger.Database;
import org.opensy.mining.pool.money.AccountKind;
import org.opensy.mining.pool.money.MinerBalance;
import org.opensy.mining.pool.report.DayEarning;
import org.opensy.mining.pool.report.ListedBlock;
import org.opensy.mining.pool.report.ListedMiner;
import org.opensy.mining.pool.report.ListedPayment;
import org.opensy.mining.pool.report.ListedReward;
import org.opensy.mining.pool.report.MinerReports;
import org.opensy.mining.pool.report.MinerWorker;
import org.opensy.mining.pool.report.Movement;
import org.opensy.mining.pool.report.PoolReports;
import org.opensy.mining.pool.report.Range;
import org.opensy.mining.pool.reward.RewardScheme;

/** The lists that people see, after a history with blocks of all kinds and payouts. */
class ReportsTest {
  private static final int PART = 3;

  private static MoneyWorld world;
  private static PoolReports pool;
  private static MinerReports miners;
  private static Instant middle;

  @BeforeAll
  static void live() throws SQLException {
    world = new MoneyWorld(new Random(20_261_128), FeePayer.POOL);
    pool = new PoolReports(world.database);
    miners = new MinerReports(world.database);
    for (int i = 0; i < 24; i++) {
      if (i == 12) {
        middle = world.clock().instant().plusNanos(1000);
      }
      for (int j = 0; j < 5; j++) {
        world.share(world.someMiner(), RewardScheme.PPLNS);
      }
      world.block(i % 4 == 3 ? RewardScheme.SOLO : RewardScheme.PPLNS, i % 7 == 6);
      world.settlement.run(world.fence);
      if (i % 5 == 4) {
        world.chain.extend(MoneyWorld.MATURITY);
        world.settlement.run(world.fence);
        world.wallet.fund(Amount.ofBaseUnits(100_000_000));
        world.payouts.payNow(world.fence);
      }
    }
  }

  @AfterAll
  static void close() {
    world.close();
  }

  private static Range part(long before) {
    return new Range(before, Instant.EPOCH, Range.latest(1).to(), PART);
  }

  /** Reads a list part by part, and expects the same as at once, from high numbers to low ones. */
  private static <T> List<T> walked(Function<Range, List<T>> list, ToLongFunction<T> number) {
    List<T> all = new ArrayList<>();
    long before = Long.MAX_VALUE;
    List<T> some = list.apply(part(before));
    while (!some.isEmpty()) {
      assertThat(some).hasSizeLessThanOrEqualTo(PART);
      all.addAll(some);
      before = number.applyAsLong(some.get(some.size() - 1));
      some = list.apply(part(before));
    }
    assertThat(all).isEqualTo(list.apply(Range.latest(1000)));
    for (int i = 1; i < all.size(); i++) {
      assertThat(number.applyAsLong(all.get(i))).isLessThan(number.applyAsLong(all.get(i - 1)));
    }
    return all;
  }

  @Test
  void everyBlockIsReachablePartByPart() {
    List<ListedBlock> all =
        walked(range -> pool.blocks(range, BlockFilter.ALL), listed -> listed.block().id());

    assertThat(all).hasSize(24);
    assertThat(all)
        .allSatisfy(
            listed ->
                assertThat(listed.effort().isPresent())
                    .isEqualTo(listed.block().status() != BlockStatus.INCONCLUSIVE));
  }

  @Test
  void blocksAreFilteredBySchemeStatusAndTime() {
    BlockFilter solo = new BlockFilter(Set.of(RewardScheme.SOLO), EnumSet.allOf(BlockStatus.class));
    BlockFilter mature =
        new BlockFilter(EnumSet.allOf(RewardScheme.class), Set.of(BlockStatus.MATURED));

    assertThat(pool.blocks(Range.latest(100), solo))
        .hasSize(6)
        .allMatch(listed -> listed.block().share().scheme() == RewardScheme.SOLO);
    assertThat(pool.blocks(Range.latest(100), mature))
        .isNotEmpty()
        .allMatch(listed -> listed.block().status() == BlockStatus.MATURED);
    Range late = new Range(Long.MAX_VALUE, middle, Range.latest(1).to(), 100);
    Range early = new Range(Long.MAX_VALUE, Instant.EPOCH, middle, 100);
    assertThat(pool.blocks(late, BlockFilter.ALL)).hasSize(12);
    assertThat(pool.blocks(early, BlockFilter.ALL)).hasSize(12);
  }

  @Test
  void aBlockIsFoundByItsHashAndByItsHeight() {
    ListedBlock newest = pool.blocks(Range.latest(1), BlockFilter.ALL).get(0);

    assertThat(pool.block(newest.block().hash())).contains(newest);
    assertThat(pool.block(newest.block().place().height())).contains(newest);
    assertThat(pool.block(BlockHash.ofDisplayHex("ab".repeat(32)))).isEmpty();
    assertThat(pool.block(999_999)).isEmpty();
  }

  @Test
  void ofTwoBlocksOfOneHeightTheOneOnTheChainIsShown() {
    for (ListedBlock listed : pool.blocks(Range.latest(100), BlockFilter.ALL)) {
      if (listed.block().status().isOnChain()) {
        assertThat(pool.block(listed.block().place().height())).contains(listed);
      }
    }
  }

  @Test
  void aMinersMovementsAddUpToItsBalances() {
    for (Address miner : world.miners) {
      List<Movement> all = walked(range -> miners.movements(miner, range), Movement::event);
      MinerBalance balance = world.balance(miner);

      assertThat(all).isNotEmpty();
      assertThat(sum(all, AccountKind.MINER_IMMATURE)).isEqualTo(balance.immature());
      assertThat(sum(all, AccountKind.MINER_PAYABLE)).isEqualTo(balance.payable());
      assertThat(sum(all, AccountKind.MINER_RESERVED)).isEqualTo(balance.reserved());
      assertThat(sum(all, AccountKind.MINER_PAID)).isEqualTo(balance.paid());
    }
  }

  private static Amount sum(List<Movement> movements, AccountKind account) {
    return movements.stream()
        .map(movement -> movement.change(account))
        .reduce(Amount.ZERO, Amount::plus);
  }

  @Test
  void aMinersRewardsAreItsPartsOfAllSplits() throws SQLException {
    for (Address miner : world.miners) {
      List<ListedReward> all =
          walked(range -> miners.rewards(miner, range), reward -> reward.block().id());

      assertThat(
              all.stream().map(ListedReward::amount).reduce(Amount.ZERO, Amount::plus).baseUnits())
          .isEqualTo(
              Long.parseLong(
                  Database.value(
                      world.database,
                      "select sum(amount) from block_shares s join miners m on m.id = s.miner_id"
                          + " where m.address = '%s'".formatted(miner))));
      assertThat(all).allMatch(reward -> reward.work().compareTo(reward.totalWork()) <= 0);
    }
  }

  @Test
  void paymentsOfThePoolAreTheSumOfThoseToItsMiners() {
    List<ListedPayment> ofPool = walked(pool::payments, ListedPayment::id);
    long toMiners = 0;
    for (Address miner : world.miners) {
      for (ListedPayment payment : walked(r -> miners.payments(miner, r), ListedPayment::id)) {
        toMiners += payment.amount().baseUnits();
      }
    }
    for (ListedPayment payment : miners.payments(world.operator, Range.latest(1000))) {
      toMiners += payment.amount().baseUnits();
    }

    assertThat(ofPool).isNotEmpty().allMatch(payment -> payment.payees() > 0);
    assertThat(ofPool.stream().mapToLong(payment -> payment.amount().baseUnits()).sum())
        .isEqualTo(toMiners);
  }

  @Test
  void theNextMaturityIsThatOfTheOldestImmatureReward() {
    for (Address miner : world.miners) {
      assertThat(miners.nextMaturity(miner).map(next -> next.height()))
          .isEqualTo(
              miners.rewards(miner, Range.latest(1000)).stream()
                  .map(ListedReward::block)
                  .filter(block -> block.status() == BlockStatus.IMMATURE)
                  .map(block -> block.place().height())
                  .min(Long::compare));
    }
  }

  @Test
  void workersWhoseNamesAreNotForEverybodyAreListedWithoutThem() throws SQLException {
    Address miner = world.miners.get(0);
    List<MinerWorker> all = miners.workers(miner, 0, 100);
    assertThat(all).isSortedAccordingTo(Comparator.comparingLong(MinerWorker::id));
    assertThat(miners.workers(miner, all.get(0).id(), 100)).isEqualTo(all.subList(1, all.size()));
    String name = all.get(0).name();
    assertThat(miners.worker(miner, name)).contains(all.get(0));

    Database.update(world.database, "update workers set is_public = false");
    assertThat(miners.workers(miner, 0, 9)).allMatch(worker -> worker.name().isEmpty());
    if (!name.isEmpty()) {
      assertThat(miners.worker(miner, name)).isEmpty();
    }
    Database.update(world.database, "update workers set is_public = true");
  }

  @Test
  void workersOfAnOwnerWhoHidesThemAreListedWithoutTheirNames() throws SQLException {
    Address miner = world.miners.get(0);
    String name = miners.workers(miner, 0, 1).get(0).name();
    Database.update(
        world.database, "update miners set hides_workers = true where address = '" + miner + "'");
    try {
      assertThat(miners.workers(miner, 0, 9))
          .allMatch(worker -> worker.name().isEmpty())
          .anyMatch(MinerWorker::isHidden);
      assertThat(miners.worker(miner, name)).isEmpty();
      assertThat(pool.blocks(Range.latest(1000), BlockFilter.ALL))
          .filteredOn(listed -> listed.block().finder().share().address().equals(miner.toString()))
          .isNotEmpty()
          .allMatch(listed -> listed.block().finder().worker().isEmpty());
    } finally {
      Database.update(world.database, "update miners set hides_workers = false");
    }
  }

  @Test
  void onlyMinersWhoWantItAreAmongTheLargest() throws SQLException {
    assertThat(pool.listedMiners(Instant.EPOCH, 10)).isEmpty();
    Database.update(
        world.database,
        "insert into history_10m select '2026-11-28T12:00:00Z', id, 0, 7, id * 100, 0, 0 from miners"
            + " on conflict do nothing");
    Database.update(world.database, "update miners set is_listed = true where id < 3");
    try {
      Instant since = Instant.parse("2026-11-28T12:00:00Z");
      assertThat(pool.listedMiners(since, 10))
          .extracting(ListedMiner::work)
          .hasSize(2)
          .isSortedAccordingTo(Comparator.reverseOrder());
      assertThat(pool.listedMiners(since, 1)).hasSize(1);
      assertThat(pool.listedMiners(since.plusSeconds(600), 10))
          .extracting(ListedMiner::shares)
          .containsExactly(0L, 0L);
    } finally {
      Database.update(world.database, "update miners set is_listed = false");
    }
  }

  @Test
  void earningsOfAllDaysAreAllThatAMinerEverEarned() {
    for (Address miner : world.miners) {
      List<DayEarning> days = miners.earnings(miner, Instant.EPOCH, Range.latest(1).to(), 1000);

      assertThat(days.stream().map(DayEarning::amount).reduce(Amount.ZERO, Amount::plus))
          .isEqualTo(world.balance(miner).total());
      assertThat(days)
          .extracting(DayEarning::day)
          .doesNotHaveDuplicates()
          .isSortedAccordingTo(Comparator.reverseOrder());
    }
  }

  @Test
  void blocksOnTheChainAreThoseOfTheirFinders() {
    long found = 0;
    for (Address miner : world.miners) {
      found += miners.blocksFound(miner);
    }

    assertThat(found)
        .isEqualTo(
            pool.blocks(Range.latest(100), BlockFilter.ALL).stream()
                .filter(listed -> listed.block().status().isOnChain())
                .count());
  }

  @Test
  void whoNeverMinedHasNothing() {
    Address nobody = Address.p2pkh(world.operator.network(), new byte[20]);

    assertThat(miners.payments(nobody, Range.latest(9))).isEmpty();
    assertThat(miners.rewards(nobody, Range.latest(9))).isEmpty();
    assertThat(miners.movements(nobody, Range.latest(9))).isEmpty();
    assertThat(miners.workers(nobody, 0, 9)).isEmpty();
    assertThat(miners.nextMaturity(nobody)).isEmpty();
  }
}
