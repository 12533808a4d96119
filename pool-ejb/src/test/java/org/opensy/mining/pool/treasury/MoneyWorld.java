package org.opensy.mining.pool.treasury;

import com.zaxxer.hikari.HikariDataSource;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.opensy.mining.pool.audit.Audit;
import org.opensy.mining.pool.audit.AuditReport;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.config.PayoutSettings;
import org.opensy.mining.pool.ledger.Database;
import org.opensy.mining.pool.ledger.Ledgers;
import org.opensy.mining.pool.money.Account;
import org.opensy.mining.pool.money.AccountKind;
import org.opensy.mining.pool.money.Balances;
import org.opensy.mining.pool.money.Books;
import org.opensy.mining.pool.money.EventKind;
import org.opensy.mining.pool.money.Fence;
import org.opensy.mining.pool.money.Lease;
import org.opensy.mining.pool.money.MinerBalance;
import org.opensy.mining.pool.money.MoneyEvent;
import org.opensy.mining.pool.payout.Payouts;
import org.opensy.mining.pool.reward.BasisPoints;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.reward.RewardTerms;
import org.opensy.mining.pool.settlement.Settlement;
import org.opensy.mining.pool.share.ShareEntry;
import org.opensy.mining.pool.sql.Transaction;

/** A whole pool as far as money goes, with a clock that stands still until it is moved. */
final class MoneyWorld implements AutoCloseable {
  static final int MATURITY = 5;
  static final long DIFFICULTY = 1000;

  /** An address of the wallet. */
  static final Address COINBASE = address(98);

  private static final Instant START = Instant.parse("2026-11-24T00:00:00Z");

  final HikariDataSource database;
  final FakeChain chain;
  final FakeWallet wallet;
  final Settlement settlement;
  final Payouts payouts;
  final List<Address> miners = new ArrayList<>();
  final Address operator;
  final Fence fence;
  private final HikariDataSource reader;
  private final RandomGenerator random;
  private Instant now = START;
  private int lostRaces;
  private int events;

  MoneyWorld(RandomGenerator random, PayoutSettings.FeePayer feePayer) throws SQLException {
    this.random = random;
    database = Database.pooled(Database.migrated());
    reader = Database.pooled(Database.reader(database));
    Ledgers.partitions(database, START, 30);
    chain = new FakeChain(random);
    wallet = new FakeWallet(chain, random);
    for (int i = 0; i < 6; i++) {
      miners.add(address(i));
    }
    operator = address(99);
    settlement =
        new Settlement(
            database,
            chain,
            new Settlement.Rules(MATURITY, Set.of(miners.get(0).toString())),
            () -> lostRaces++,
            () -> now);
    payouts =
        new Payouts(
            database,
            wallet,
            settings(feePayer),
            new Payouts.Parties(Network.REGTEST, COINBASE, Optional.of(operator)),
            Payouts.Clocks.of(() -> now));
    fence = new Lease(database, Lease.MONEY, "test", Duration.ofDays(9)).take().orElseThrow();
  }

  private static Address address(int number) {
    byte[] hash = new byte[20];
    hash[0] = (byte) number;
    return Address.p2wpkh(Network.REGTEST, hash);
  }

  private static PayoutSettings settings(PayoutSettings.FeePayer feePayer) {
    return new PayoutSettings(
        true,
        new PayoutSettings.Terms(
            Amount.ofBaseUnits(20_000),
            100,
            Amount.ofBaseUnits(546),
            3,
            new PayoutSettings.NetworkFee(feePayer, FakeWallet.FEE)),
        new PayoutSettings.Waits(Duration.ofMinutes(1), Duration.ofMinutes(2)),
        new PayoutSettings.Depths(MATURITY, 2),
        new PayoutSettings.Wallet(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
  }

  InstantSource clock() {
    return () -> now;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /** Blocks that lost their race. */
  int lostRaces() {
    return lostRaces;
  }

  Address someMiner() {
    return miners.get(random.nextInt(miners.size()));
  }

  ShareEntry share(Address miner, RewardScheme scheme) throws SQLException {
    pass(Duration.ofMillis(random.nextInt(1, 200_000)));
    return Ledgers.share(
        database, now, miner.toString(), scheme, random.nextLong(1, 2 * DIFFICULTY));
  }

  BlockHash block(RewardScheme scheme, boolean sibling) throws SQLException {
    Amount reward = Amount.ofBaseUnits(random.nextLong(1, 10_000_000));
    ShareEntry own = share(someMiner(), scheme);
    BlockHash hash = sibling ? chain.sibling(reward) : chain.found(reward);
    BasisPoints fee = new BasisPoints(random.nextInt(3) * 150);
    RewardTerms terms = new RewardTerms(scheme, fee, new BigDecimal("1.5"));
    Ledgers.block(
        database, hash, own, reward, new Ledgers.Found(chain.height(), DIFFICULTY, terms));
    return hash;
  }

  /** A block's part matures for a miner. */
  void earn(int miner, long units) throws SQLException {
    earn(miners.get(miner), units);
  }

  void earn(Address miner, long units) throws SQLException {
    Database.update(
        database,
        "insert into miners (address, created_at) values ('%s', now()) on conflict do nothing"
            .formatted(miner));
    long id =
        Long.parseLong(
            Database.value(database, "select id from miners where address = '" + miner + "'"));
    MoneyEvent event =
        MoneyEvent.of(EventKind.BLOCK_MATURED, "earned:" + events++)
            .increase(Account.of(AccountKind.COINBASE_MATURE), Amount.ofBaseUnits(units))
            .increase(Account.of(AccountKind.MINER_PAYABLE, id), Amount.ofBaseUnits(units))
            .build();
    Transaction.run(database, transaction -> Books.book(transaction, fence, event, Instant.EPOCH));
  }

  MinerBalance balance(int miner) {
    return balance(miners.get(miner));
  }

  MinerBalance balance(Address miner) {
    return Transaction.reading(
        database, transaction -> Balances.ofMiner(transaction, miner.toString()));
  }

  AuditReport audit() throws SQLException {
    return new Audit(reader, () -> now).run(chain, Optional.of(wallet));
  }

  @Override
  public void close() {
    reader.close();
    database.close();
  }
}
