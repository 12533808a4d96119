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
import org.opensy.mining.pool.payout.MinimumPayout;
import org.opensy.mining.pool.payout.Payout;
import org.opensy.mining.pool.payout.PayoutStatus;
import org.opensy.mining.pool.payout.Payouts;

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
    world.earn(0, 1000);
    world.earn(1, 999);
    payouts(10, Optional.empty()).payNow(world.fence);
    assertThat(world.balance(0).paid()).isEqualTo(Amount.ofBaseUnits(1000));
    assertThat(world.balance(1).payable()).isEqualTo(Amount.ofBaseUnits(999));
  }

  @Test
  void aMinersOwnMinimumCountsWhereItIsHigher() throws SQLException {
    world.earn(0, 5000);
    Address miner = world.miners.get(0);
    minimum(miner, 5001, MinimumPayout.Source.OPERATOR);
    Payouts payouts = payouts(10, Optional.empty());
    payouts.payNow(world.fence);
    assertThat(world.balance(0).payable()).isEqualTo(Amount.ofBaseUnits(5000));
    minimum(miner, 1, MinimumPayout.Source.OPERATOR);
    payouts.payNow(world.fence);
    assertThat(world.balance(0).paid()).isEqualTo(Amount.ofBaseUnits(5000));
  }

  @Test
  void whatAPasswordWantsHoldsBackNoMoreThanItsBound() throws SQLException {
    world.earn(0, 100_000);
    world.earn(1, 100_000);
    minimum(world.miners.get(0), 2_100_000_000_000_000_000L, MinimumPayout.Source.PASSWORD);
    minimum(world.miners.get(1), 100_001, MinimumPayout.Source.SIGNATURE);
    payouts(10, Optional.empty()).payNow(world.fence);
    assertThat(world.balance(0).paid()).isEqualTo(Amount.ofBaseUnits(100_000));
    assertThat(world.balance(1).payable()).isEqualTo(Amount.ofBaseUnits(100_000));
  }

  private void minimum(Address miner, long units, MinimumPayout.Source source) {
    MinimumPayout.Wish wish =
        new MinimumPayout.Wish(Optional.of(Amount.ofBaseUnits(units)), source, "test");
    assertThat(MinimumPayout.set(world.database, miner, wish, Instant.EPOCH))
        .isEqualTo(MinimumPayout.Outcome.CHANGED);
  }

  @Test
  void aTransactionHoldsNoMoreOutputsThanAllowed() throws SQLException {
    for (int i = 0; i < 5; i++) {
      world.earn(i, 2000 + i);
    }
    Payouts payouts = payouts(2, Optional.empty());
    assertThat(payouts.payNow(world.fence)).isEqualTo("3 payouts made");
    assertThat(payouts.latest(9))
        .extracting(payout -> payout.order().outputs().size())
        .containsExactly(1, 2, 2);
  }

  @Test
  void nothingIsPaidWhileTheWalletHoldsMoreThanItsCeiling() throws SQLException {
    world.earn(0, 5000);
    Payouts payouts = payouts(10, Optional.of(FUNDS.minus(Amount.ofBaseUnits(1))));
    assertThat(payouts.payNow(world.fence)).contains("more than its ceiling");
    assertThat(world.balance(0).payable()).isEqualTo(Amount.ofBaseUnits(5000));
    assertThat(payouts(10, Optional.of(FUNDS)).payNow(world.fence)).isEqualTo("1 payouts made");
  }

  @Test
  void whatTheWalletCannotPayWaitsAndTheRestIsPaid() throws SQLException {
    world.earn(0, FUNDS.baseUnits() + 1);
    world.earn(1, 5000);
    payouts(10, Optional.empty()).payNow(world.fence);
    assertThat(world.balance(0).payable()).isEqualTo(FUNDS.plus(Amount.ofBaseUnits(1)));
    assertThat(world.balance(1).paid()).isEqualTo(Amount.ofBaseUnits(5000));
  }

  @Test
  void aRefusalReturnsTheMoneyWithTheNodesWords() throws SQLException {
    world.earn(0, 5000);
    world.wallet.mood(FakeWallet.Mood.REFUSES);
    Payouts payouts = payouts(10, Optional.empty());
    payouts.payNow(world.fence);
    Payout refused = payouts.latest(1).get(0);
    assertThat(refused.status()).isEqualTo(PayoutStatus.FAILED);
    assertThat(refused.outcome().reason()).contains("Insufficient funds");
    assertThat(world.balance(0).payable()).isEqualTo(Amount.ofBaseUnits(5000));
  }

  @Test
  void onlyTheMinersOfAnUnclearPayoutWait() throws SQLException {
    world.earn(0, 5000);
    world.wallet.mood(FakeWallet.Mood.LOSES_THE_REQUEST);
    Payouts payouts = payouts(10, Optional.empty());
    payouts.payNow(world.fence);
    world.earn(0, 7000);
    world.earn(1, 7000);
    world.wallet.mood(FakeWallet.Mood.PAYS);
    payouts.payNow(world.fence);
    assertThat(world.balance(1).paid()).isEqualTo(Amount.ofBaseUnits(7000));
    assertThat(world.balance(0).reserved()).isEqualTo(Amount.ofBaseUnits(5000));
    assertThat(world.balance(0).payable()).isEqualTo(Amount.ofBaseUnits(7000));
    world.pass(Duration.ofMinutes(3));
    payouts.payNow(world.fence);
    assertThat(world.balance(0).paid()).isEqualTo(Amount.ofBaseUnits(12_000));
  }

  @Test
  void timeInWhichTheWalletDoesNotAnswerDecidesNothing() throws SQLException {
    world.earn(0, 5000);
    world.wallet.mood(FakeWallet.Mood.LOSES_THE_REQUEST);
    Payouts payouts = payouts(10, Optional.empty());
    payouts.payNow(world.fence);
    payouts.tick(world.fence);
    world.wallet.reachable(false);
    world.pass(Duration.ofMinutes(3));
    payouts.tick(world.fence);
    world.wallet.reachable(true);
    payouts.tick(world.fence);
    assertThat(world.balance(0).reserved()).isEqualTo(Amount.ofBaseUnits(5000));
    world.wallet.mood(FakeWallet.Mood.PAYS);
    world.pass(Duration.ofMinutes(3));
    payouts.tick(world.fence);
    assertThat(world.balance(0).paid()).isEqualTo(Amount.ofBaseUnits(5000));
  }

  @Test
  void anAuditFindsAPaymentThatTheBooksReturnedOrMadeTwice() throws SQLException {
    world.earn(0, 5000);
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
    world.earn(0, 5000);
    Duration most = Duration.ofSeconds(10);
    assertThat(payouts(10, Optional.empty(), most.plusNanos(1)).payNow(world.fence))
        .isEqualTo("a payout did not go through, see its reason");
    Payout waiting = payouts(10, Optional.empty()).latest(1).get(0);
    assertThat(waiting.status()).isEqualTo(PayoutStatus.SUBMITTING);
    assertThat(world.wallet.received()).isEmpty();
    world.earn(1, 5000);
    assertThat(payouts(10, Optional.empty(), most).payNow(world.fence)).isEqualTo("1 payouts made");
    assertThat(world.balance(1).paid()).isEqualTo(Amount.ofBaseUnits(5000));
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
                MINIMUM,
                100,
                Amount.ofBaseUnits(546),
                outputs,
                new PayoutSettings.NetworkFee(PayoutSettings.FeePayer.POOL, FakeWallet.FEE)),
            new PayoutSettings.Waits(Duration.ofMinutes(1), Duration.ofMinutes(2)),
            new PayoutSettings.Depths(100, 2),
            new PayoutSettings.Wallet(
                Optional.empty(), Optional.empty(), ceiling, Optional.empty()));
    return new Payouts(
        world.database,
        world.wallet,
        settings,
        new Payouts.Parties(Network.REGTEST, MoneyWorld.COINBASE, Optional.empty()),
        new Payouts.Clocks(world.clock(), () -> nanos.getAndAdd(storing.toNanos())));
  }
}
