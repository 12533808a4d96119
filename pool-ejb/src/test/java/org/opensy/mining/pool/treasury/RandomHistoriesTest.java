package org.opensy.mining.pool.treasury;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.audit.AuditReport;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.TransactionId;
import org.opensy.mining.pool.config.PayoutSettings.FeePayer;
import org.opensy.mining.pool.ledger.Database;
import org.opensy.mining.pool.money.Account;
import org.opensy.mining.pool.money.AccountKind;
import org.opensy.mining.pool.money.Balances;
import org.opensy.mining.pool.money.Books;
import org.opensy.mining.pool.money.EventKind;
import org.opensy.mining.pool.money.MinerBalance;
import org.opensy.mining.pool.money.MoneyEvent;
import org.opensy.mining.pool.payout.Payout;
import org.opensy.mining.pool.payout.PayoutStatus;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.settlement.Halts;
import org.opensy.mining.pool.sql.Transaction;

/**
 * Random histories of shares, blocks, orphans, reorganisations, payouts and failures, on a real
 * database. Whatever happens, no unit is lost or made up, and nobody is paid twice.
 */
class RandomHistoriesTest {
  private static final long SEED = 20_261_124;
  private static final List<FakeWallet.Mood> MOODS = List.of(FakeWallet.Mood.values());
  private static final List<RewardScheme> SCHEMES = List.of(RewardScheme.values());
  private static final int STEPS = 6;
  private static final int HISTORIES = 125;
  private static final int WORLDS = 4;

  @Test
  void noUnitIsLostWhenThePoolPaysNetworkFees() throws SQLException {
    for (int i = 0; i < WORLDS; i++) {
      run(SEED + i, FeePayer.POOL);
    }
  }

  @Test
  void noUnitIsLostWhenMinersPayNetworkFees() throws SQLException {
    for (int i = 0; i < WORLDS; i++) {
      run(SEED + WORLDS + i, FeePayer.MINERS);
    }
  }

  private static void run(long seed, FeePayer feePayer) throws SQLException {
    Random random = new Random(seed);
    try (MoneyWorld world = new MoneyWorld(random, feePayer)) {
      new Histories("seed " + seed, random, world).run();
    }
  }

  /** One after the other: each begins with what the ones before left behind. */
  private static final class Histories {
    private final String name;
    private final Random random;
    private final MoneyWorld world;

    Histories(String name, Random random, MoneyWorld world) {
      this.name = name;
      this.random = random;
      this.world = world;
    }

    void run() throws SQLException {
      fund(Amount.ofBaseUnits(1_000_000_000));
      for (int history = 0; history < HISTORIES; history++) {
        for (int step = 0; step < STEPS; step++) {
          step();
          checkPayments();
        }
        checkTotals();
      }
      settleDown();
      checkPayments();
      checkTotals();
      AuditReport report = world.audit();
      assertThat(report.findings()).as(name).isEmpty();
    }

    private void step() throws SQLException {
      switch (random.nextInt(14)) {
        case 0, 1, 2, 3 -> world.share(world.someMiner(), someScheme());
        case 4, 5 -> world.block(someScheme(), false);
        case 6 -> world.block(someScheme(), true);
        case 7 -> world.chain.extend(1 + random.nextInt(3));
        case 8 -> world.chain.reorganise(1 + random.nextInt(MoneyWorld.MATURITY - 1));
        case 9 -> world.chain.reorganiseBack(MoneyWorld.MATURITY);
        case 10 -> world.wallet.catchUp();
        case 11 -> world.wallet.voidOne();
        case 12 -> decide();
        default -> rareReorganisation();
      }
      world.wallet.mood(MOODS.get(random.nextInt(MOODS.size())));
      world.pass(Duration.ofSeconds(1 + random.nextInt(100)));
      turn();
    }

    private RewardScheme someScheme() {
      return SCHEMES.get(random.nextInt(SCHEMES.size()));
    }

    private void turn() throws SQLException {
      world.settlement.run(world.fence);
      world.payouts.tick(world.fence);
      if (random.nextInt(3) > 0) {
        world.wallet.catchUp();
      }
    }

    private void rareReorganisation() throws SQLException {
      if (random.nextInt(4) == 0) {
        world.chain.reorganise(2 * MoneyWorld.MATURITY);
        world.settlement.run(world.fence);
      }
    }

    /** A person looks at what waits for one, and is right. */
    private void decide() throws SQLException {
      world.wallet.catchUp();
      for (Payout payout : world.payouts.latest(100)) {
        if (payout.status() == PayoutStatus.NEEDS_REVIEW) {
          Transaction.run(
              world.database,
              transaction ->
                  world.payouts.resolveAsNotSent(
                      transaction, payout.reference(), "me", world.fence));
        }
      }
      for (Halts.Halt halt : world.settlement.halts()) {
        BlockHash lost = BlockHash.ofDisplayHex(halt.cause().substring("block-lost:".length()));
        Transaction.run(
            world.database,
            transaction -> {
              world.settlement.writeOff(transaction, lost, "me", world.fence);
              Halts.lift(transaction, halt.cause(), "me", world.clock().instant());
            });
      }
    }

    private void settleDown() throws SQLException {
      world.wallet.mood(FakeWallet.Mood.PAYS);
      for (int i = 0; i < 8; i++) {
        decide();
        world.wallet.catchUp();
        world.chain.extend(3);
        world.pass(Duration.ofMinutes(3));
        world.settlement.run(world.fence);
        world.payouts.tick(world.fence);
      }
      decide();
    }

    /** Nobody has ever received more than the books say was paid or may have been. */
    private void checkPayments() throws SQLException {
      for (Map.Entry<Address, Amount> received : world.wallet.received().entrySet()) {
        MinerBalance balance =
            Transaction.in(
                world.database,
                transaction -> Balances.ofMiner(transaction, received.getKey().toString()));
        assertThat(received.getValue())
            .as(name + " " + received.getKey())
            .isLessThanOrEqualTo(balance.paid().plus(balance.reserved()));
      }
    }

    /** Paid + owed + fee + carried is what matured, counted from the blocks themselves. */
    private void checkTotals() throws SQLException {
      Map<AccountKind, Amount> totals = Transaction.in(world.database, Balances::totals);
      Amount owed =
          totals
              .get(AccountKind.MINER_PAYABLE)
              .plus(totals.get(AccountKind.MINER_RESERVED))
              .plus(totals.get(AccountKind.MINER_PAID))
              .plus(totals.get(AccountKind.FEE))
              .plus(totals.get(AccountKind.OPERATOR_FLOAT))
              .plus(totals.get(AccountKind.ROUNDING));
      String matured =
          Database.value(
              world.database,
              "select coalesce(sum(reward), 0) from blocks where status in ('MATURED', 'LOST')");
      String fees =
          Database.value(
              world.database,
              "select coalesce(sum(network_fee), 0) from payouts"
                  + " where status = 'CONFIRMED' and fee_from = 'POOL'");
      Amount expected =
          Amount.ofBaseUnits(Long.parseLong(matured))
              .plus(Amount.ofBaseUnits(1_000_000_000))
              .minus(Amount.ofBaseUnits(Long.parseLong(fees)))
              .plus(totals.get(AccountKind.WALLET_FEES));
      assertThat(owed).as(name).isEqualTo(expected);
    }

    private void fund(Amount amount) throws SQLException {
      world.wallet.fund(amount);
      TransactionId txid = TransactionId.ofInternal(HexFormat.of().parseHex("07".repeat(32)));
      MoneyEvent event =
          MoneyEvent.of(EventKind.OPERATOR_FUNDED, txid.toString())
              .increase(Account.of(AccountKind.COINBASE_MATURE), amount)
              .increase(Account.of(AccountKind.OPERATOR_FLOAT), amount)
              .build();
      Transaction.run(
          world.database,
          transaction -> Books.book(transaction, world.fence, event, Instant.EPOCH));
    }
  }
}
