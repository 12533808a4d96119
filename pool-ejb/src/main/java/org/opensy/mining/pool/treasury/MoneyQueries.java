package org.opensy.mining.pool.treasury;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.job.JobTemplate;
import org.opensy.mining.pool.ledger.PublicDatabase;
import org.opensy.mining.pool.money.Balances;
import org.opensy.mining.pool.money.MinerBalance;
import org.opensy.mining.pool.payout.MinimumPayout;
import org.opensy.mining.pool.reward.Effort;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.settlement.Efforts;
import org.opensy.mining.pool.settlement.StoredRewards;
import org.opensy.mining.pool.sql.DatabaseException;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;
import org.opensy.mining.pool.work.CurrentWork;

/**
 * What anybody may know of the pool's money. Every method throws a {@link DatabaseException} or a
 * {@link org.opensy.mining.pool.ledger.LedgerException} if the database does not answer.
 * Thread-safe.
 */
@ApplicationScoped
public class MoneyQueries {
  private static final String KNOWN = "select from miners where address = ?";

  private static final int LUCK_BLOCKS = 100;

  /** Parts of miners in all rewards that are kept: about half a kilobyte each. */
  private static final long MOST_PARTS = 50_000;

  @Resource(lookup = PublicDatabase.DATA_SOURCE)
  private DataSource database;

  private final ReadOnce<BlockHash, PublishedReward> rewards =
      new ReadOnce<>(this::read, PublishedReward::parts, MOST_PARTS);
  private final CurrentWork work;
  private final InstantSource clock;

  /** For the container's proxy. */
  protected MoneyQueries() {
    this(null, null);
  }

  @Inject
  MoneyQueries(CurrentWork work, InstantSource clock) {
    this.work = work;
    this.clock = clock;
  }

  /**
   * A miner's account.
   *
   * @param balance its four balances
   * @param minimumPayout its own minimum, if it has one
   */
  public record MinerAccount(MinerBalance balance, Optional<MinimumPayout> minimumPayout) {}

  /** The account of a miner; nothing if nobody has mined with this address. */
  public Optional<MinerAccount> miner(Address miner) {
    String address = miner.toString();
    return Transaction.reading(
        database,
        transaction ->
            isKnown(transaction, address)
                ? Optional.of(
                    new MinerAccount(
                        Balances.ofMiner(transaction, address),
                        MinimumPayout.of(transaction, address)))
                : Optional.empty());
  }

  /** How the reward of a block was split; nothing if it is not ours or not split yet. */
  public Optional<PublishedReward> reward(BlockHash block) {
    return rewards.find(block);
  }

  private Optional<PublishedReward> read(BlockHash block) {
    return Transaction.reading(database, transaction -> StoredRewards.find(transaction, block))
        .map(PublishedReward::of);
  }

  /**
   * Effort of the open round of each scheme that has work, and luck over its latest blocks.
   *
   * @param scheme by what rule
   * @param current of the round that is open
   * @param luck blocks found over blocks to be expected; empty before the first block
   * @param blocks so many of them
   */
  public record SchemeEffort(
      RewardScheme scheme, Effort current, Optional<BigDecimal> luck, int blocks) {}

  /** Efforts of the pool; none while there is no work from the node. */
  public List<SchemeEffort> efforts() {
    return difficulty().map(this::efforts).orElse(List.of());
  }

  private List<SchemeEffort> efforts(BigInteger difficulty) {
    Efforts efforts = new Efforts(database);
    List<SchemeEffort> all = new ArrayList<>();
    for (RewardScheme scheme : RewardScheme.values()) {
      Effort current = efforts.current(scheme, difficulty, clock.instant());
      List<Effort> latest = efforts.latest(scheme, LUCK_BLOCKS);
      if (current.work().signum() > 0 || !latest.isEmpty()) {
        all.add(new SchemeEffort(scheme, current, Effort.luck(latest), latest.size()));
      }
    }
    return all;
  }

  /** Effort of a miner since its own last block, for each scheme that it works under. */
  public Map<RewardScheme, Effort> efforts(Address miner) {
    Map<RewardScheme, Effort> all = new EnumMap<>(RewardScheme.class);
    difficulty().ifPresent(difficulty -> putEfforts(all, miner.toString(), difficulty));
    return all;
  }

  private void putEfforts(Map<RewardScheme, Effort> all, String miner, BigInteger difficulty) {
    Efforts efforts = new Efforts(database);
    for (RewardScheme scheme : RewardScheme.values()) {
      Effort effort = efforts.ofMiner(scheme, miner, difficulty, clock.instant());
      if (effort.work().signum() > 0) {
        all.put(scheme, effort);
      }
    }
  }

  private Optional<BigInteger> difficulty() {
    return work.get().map(JobTemplate::networkDifficulty);
  }

  private static boolean isKnown(Transaction transaction, String address) {
    return SqlQuery.of(KNOWN, address).exists(transaction);
  }
}
