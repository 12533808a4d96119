package org.opensy.mining.pool.treasury;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.audit.AuditReport;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.config.PayoutSettings;
import org.opensy.mining.pool.ledger.Database;
import org.opensy.mining.pool.money.Account;
import org.opensy.mining.pool.money.AccountKind;
import org.opensy.mining.pool.money.Balances;
import org.opensy.mining.pool.money.Books;
import org.opensy.mining.pool.money.EventKind;
import org.opensy.mining.pool.money.MinerBalance;
import org.opensy.mining.pool.money.MoneyEvent;
import org.opensy.mining.pool.payout.MinimumPayout;
import org.opensy.mining.pool.payout.Payout;
import org.opensy.mining.pool.payout.PayoutStatus;
import org.opensy.mining.pool.payout.Payouts;
import org.opensy.mining.pool.sql.Transaction;

/** Who is paid, how many at once, and what stops it. */
class PayoutRunTest {
  private static final Amount MINIMUM = Amount.ofBaseUnits(1000);
  private static final Amount FUNDS = Amount.ofBaseUnits(1_000_000);

  private MoneyWorld world;

  @BeforeEach
  void open() throws SQLException {
    world = new MoneyWorld(new Random(1), PayoutSettings.FeePayer.POOL);
    world.wallet.fund(FUNDS);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void whoReachesTheMinimumIsPaidAndWhoDoesNotIsNot() throws SQLException {
    earn(0, 1000);
    earn(1, 999);
    payouts(10, Optional.empty()).payNow(world.fence);
    assertThat(balance(0).paid()).isEqualTo(Amount.ofBaseUnits(1000));
    assertThat(balance(1).payable()).isEqualTo(Amount.ofBaseUnits(999));
  }

  @Test
  void aMinersOwnMinimumCountsWhereItIsHigher() throws SQLException {
    earn(0, 5000);
    Address miner = world.miners.get(0);
    MinimumPayout.set(world.database, miner, Optional.of(Amount.ofBaseUnits(5001)));
    Payouts payouts = payouts(10, Optional.empty());
    payouts.payNow(world.fence);
    assertThat(balance(0).payable()).isEqualTo(Amount.ofBaseUnits(5000));
    MinimumPayout.set(world.database, miner, Optional.of(Amount.ofBaseUnits(1)));
    payouts.payNow(world.fence);
    assertThat(balance(0).paid()).isEqualTo(Amount.ofBaseUnits(5000));
  }

  @Test
  void aTransactionHoldsNoMoreOutputsThanAllowed() throws SQLException {
    for (int i = 0; i < 5; i++) {
      earn(i, 2000 + i);
    }
    Payouts payouts = payouts(2, Optional.empty());
    assertThat(payouts.payNow(world.fence)).isEqualTo("3 payouts made");
    assertThat(payouts.latest(9))
        .extracting(payout -> payout.order().outputs().size())
        .containsExactly(1, 2, 2);
  }

  @Test
  void nothingIsPaidWhileTheWalletHoldsMoreThanItsCeiling() throws SQLException {
    earn(0, 5000);
    Payouts payouts = payouts(10, Optional.of(FUNDS.minus(Amount.ofBaseUnits(1))));
    assertThat(payouts.payNow(world.fence)).contains("more than its ceiling");
    assertThat(balance(0).payable()).isEqualTo(Amount.ofBaseUnits(5000));
    assertThat(payouts(10, Optional.of(FUNDS)).payNow(world.fence)).isEqualTo("1 payouts made");
  }

  @Test
  void whatTheWalletCannotPayWaitsAndTheRestIsPaid() throws SQLException {
    earn(0, FUNDS.baseUnits() + 1);
    earn(1, 5000);
    payouts(10, Optional.empty()).payNow(world.fence);
    assertThat(balance(0).payable()).isEqualTo(FUNDS.plus(Amount.ofBaseUnits(1)));
    assertThat(balance(1).paid()).isEqualTo(Amount.ofBaseUnits(5000));
  }

  @Test
  void aRefusalReturnsTheMoneyWithTheNodesWords() throws SQLException {
    earn(0, 5000);
    world.wallet.mood(FakeWallet.Mood.REFUSES);
    Payouts payouts = payouts(10, Optional.empty());
    payouts.payNow(world.fence);
    Payout refused = payouts.latest(1).get(0);
    assertThat(refused.status()).isEqualTo(PayoutStatus.FAILED);
    assertThat(refused.outcome().reason()).contains("Insufficient funds");
    assertThat(balance(0).payable()).isEqualTo(Amount.ofBaseUnits(5000));
  }

  @Test
  void onlyTheMinersOfAnUnclearPayoutWait() throws SQLException {
    earn(0, 5000);
    world.wallet.mood(FakeWallet.Mood.LOSES_THE_REQUEST);
    Payouts payouts = payouts(10, Optional.empty());
    payouts.payNow(world.fence);
    earn(0, 7000);
    earn(1, 7000);
    world.wallet.mood(FakeWallet.Mood.PAYS);
    payouts.payNow(world.fence);
    assertThat(balance(1).paid()).isEqualTo(Amount.ofBaseUnits(7000));
    assertThat(balance(0).reserved()).isEqualTo(Amount.ofBaseUnits(5000));
    assertThat(balance(0).payable()).isEqualTo(Amount.ofBaseUnits(7000));
    world.pass(Duration.ofMinutes(3));
    payouts.payNow(world.fence);
    assertThat(balance(0).paid()).isEqualTo(Amount.ofBaseUnits(12_000));
  }

  @Test
  void timeInWhichTheWalletDoesNotAnswerDecidesNothing() throws SQLException {
    earn(0, 5000);
    world.wallet.mood(FakeWallet.Mood.LOSES_THE_REQUEST);
    Payouts payouts = payouts(10, Optional.empty());
    payouts.payNow(world.fence);
    payouts.tick(world.fence);
    world.wallet.reachable(false);
    world.pass(Duration.ofMinutes(3));
    payouts.tick(world.fence);
    world.wallet.reachable(true);
    payouts.tick(world.fence);
    assertThat(balance(0).reserved()).isEqualTo(Amount.ofBaseUnits(5000));
    world.wallet.mood(FakeWallet.Mood.PAYS);
    world.pass(Duration.ofMinutes(3));
    payouts.tick(world.fence);
    assertThat(balance(0).paid()).isEqualTo(Amount.ofBaseUnits(5000));
  }

  @Test
  void anAuditFindsAPaymentThatTheBooksReturnedOrMadeTwice() throws SQLException {
    earn(0, 5000);
    world.wallet.mood(FakeWallet.Mood.REFUSES);
    Payouts payouts = payouts(10, Optional.empty());
    payouts.payNow(world.fence);
    world.wallet.mood(FakeWallet.Mood.PAYS);
    sendAgain(payouts.latest(1).get(0));
    assertThat(world.audit().findings())
        .extracting(AuditReport.Finding::subject)
        .contains(payouts.latest(1).get(0).reference());
    payouts.payNow(world.fence);
    Payout paid = payouts.latest(1).get(0);
    assertThat(world.audit().findings())
        .extracting(AuditReport.Finding::subject)
        .doesNotContain(paid.reference());
    sendAgain(paid);
    assertThat(world.audit().findings())
        .extracting(AuditReport.Finding::subject)
        .contains(paid.reference());
  }

  private void sendAgain(Payout payout) {
    Amount amount = payout.order().total();
    world.wallet.sendMany(Map.of(world.miners.get(0), amount), payout.reference(), false);
  }

  /** It may be searched for by then, and what is searched for must not be sent. */
  @Test
  void aPayoutIsNotAskedForWhenStoringItTookMoreThanTenSeconds() throws SQLException {
    earn(0, 5000);
    Duration most = Duration.ofSeconds(10);
    assertThat(payouts(10, Optional.empty(), most.plusNanos(1)).payNow(world.fence))
        .isEqualTo("a payout did not go through, see its reason");
    Payout waiting = payouts(10, Optional.empty()).latest(1).get(0);
    assertThat(waiting.status()).isEqualTo(PayoutStatus.SUBMITTING);
    assertThat(world.wallet.received()).isEmpty();
    earn(1, 5000);
    assertThat(payouts(10, Optional.empty(), most).payNow(world.fence)).isEqualTo("1 payouts made");
    assertThat(balance(1).paid()).isEqualTo(Amount.ofBaseUnits(5000));
  }

  private Payouts payouts(int outputs, Optional<Amount> ceiling) {
    return payouts(outputs, ceiling, Duration.ZERO);
  }

  /** Which find that storing took so long. */
  private Payouts payouts(int outputs, Optional<Amount> ceiling, Duration storing) {
    AtomicLong nanos = new AtomicLong();
    PayoutSettings settings =
        new PayoutSettings(
            true,
            new PayoutSettings.Terms(
                MINIMUM, Amount.ofBaseUnits(546), outputs, PayoutSettings.FeePayer.POOL),
            new PayoutSettings.Waits(Duration.ofMinutes(1), Duration.ofMinutes(2)),
            new PayoutSettings.Depths(100, 2),
            new PayoutSettings.Wallet(Optional.empty(), Optional.empty(), ceiling));
    return new Payouts(
        world.database,
        world.wallet,
        settings,
        new Payouts.Parties(Network.REGTEST, Optional.empty()),
        new Payouts.Clocks(world.clock(), () -> nanos.getAndAdd(storing.toNanos())));
  }

  private void earn(int miner, long units) throws SQLException {
    String address = world.miners.get(miner).toString();
    Database.update(
        world.database,
        "insert into miners (address, created_at) values ('%s', now()) on conflict do nothing"
            .formatted(address));
    long id =
        Long.parseLong(
            Database.value(
                world.database, "select id from miners where address = '" + address + "'"));
    MoneyEvent event =
        MoneyEvent.of(EventKind.BLOCK_MATURED, miner + ":" + units)
            .increase(Account.of(AccountKind.COINBASE_MATURE), Amount.ofBaseUnits(units))
            .increase(Account.of(AccountKind.MINER_PAYABLE, id), Amount.ofBaseUnits(units))
            .build();
    Transaction.run(
        world.database, transaction -> Books.book(transaction, world.fence, event, Instant.EPOCH));
  }

  private MinerBalance balance(int miner) throws SQLException {
    return Transaction.in(
        world.database,
        transaction -> Balances.ofMiner(transaction, world.miners.get(miner).toString()));
  }
}
