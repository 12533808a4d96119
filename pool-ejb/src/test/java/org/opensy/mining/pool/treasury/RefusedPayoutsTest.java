package org.opensy.mining.pool.treasury;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.config.PayoutSettings;
import org.opensy.mining.pool.config.Secret;
import org.opensy.mining.pool.payout.Payout;
import org.opensy.mining.pool.payout.PayoutStatus;
import org.opensy.mining.pool.payout.Payouts;
import org.opensy.mining.pool.payout.SetAside;
import org.opensy.mining.pool.report.ListedPayment;
import org.opensy.mining.pool.report.MinerReports;
import org.opensy.mining.pool.report.Range;

/** What the wallet cannot pay, or the node refuses, holds up nobody else. */
class RefusedPayoutsTest {
  private static final long FEE = FakeWallet.FEE.baseUnits();
  private static final long MINIMUM = 1000;

  private MoneyWorld world;
  private Payouts payouts;

  @BeforeEach
  void open() throws SQLException {
    world = new MoneyWorld(new Random(1), PayoutSettings.FeePayer.POOL);
    payouts = payouts(Optional.empty(), Optional.empty());
  }

  @AfterEach
  void close() {
    world.close();
  }

  private Payouts payouts(Optional<Address> operator, Optional<Secret> passphrase) {
    PayoutSettings settings =
        new PayoutSettings(
            true,
            new PayoutSettings.Terms(
                Amount.ofBaseUnits(MINIMUM),
                100,
                Amount.ofBaseUnits(546),
                10,
                new PayoutSettings.NetworkFee(PayoutSettings.FeePayer.POOL, FakeWallet.FEE)),
            new PayoutSettings.Waits(Duration.ofMinutes(1), Duration.ofMinutes(2)),
            new PayoutSettings.Depths(100, 2),
            new PayoutSettings.Wallet(
                Optional.empty(), Optional.empty(), Optional.empty(), passphrase));
    return new Payouts(
        world.database,
        world.wallet,
        settings,
        new Payouts.Parties(Network.REGTEST, MoneyWorld.COINBASE, operator),
        Payouts.Clocks.of(world.clock()));
  }

  private void earnAndHold(Address miner, long units) throws SQLException {
    world.earn(miner, units);
    world.wallet.fund(Amount.ofBaseUnits(units));
  }

  @Test
  void theOperatorsPaymentIsWhatTheNetworkFeeLeaves() throws SQLException {
    Payouts payouts = payouts(Optional.of(world.operator), Optional.empty());
    earnAndHold(world.miners.get(0), 5000);
    earnAndHold(world.operator, 9000);
    assertThat(payouts.payNow(world.fence)).isEqualTo("1 payouts made");
    assertThat(world.balance(0).paid()).isEqualTo(Amount.ofBaseUnits(5000));
    assertThat(world.balance(world.operator).paid()).isEqualTo(Amount.ofBaseUnits(9000 - FEE));
    assertThat(world.balance(world.operator).payable()).isEqualTo(Amount.ofBaseUnits(FEE));
  }

  @Test
  void theOperatorWaitsWhenTheFeeLeavesLessThanTheMinimum() throws SQLException {
    Payouts payouts = payouts(Optional.of(world.operator), Optional.empty());
    earnAndHold(world.operator, MINIMUM + 1);
    earnAndHold(world.miners.get(0), 5000);
    payouts.payNow(world.fence);
    assertThat(world.balance(0).paid()).isEqualTo(Amount.ofBaseUnits(5000));
    assertThat(world.balance(world.operator).payable()).isEqualTo(Amount.ofBaseUnits(MINIMUM + 1));
  }

  @Test
  void withoutAnyFeeOfThePoolTheLastPayeeWaitsAndTheOthersArePaid() throws SQLException {
    for (int i = 0; i < 5; i++) {
      earnAndHold(world.miners.get(i), 5000);
    }
    assertThat(payouts.payNow(world.fence)).isEqualTo("1 payouts made");
    for (int i = 0; i < 4; i++) {
      assertThat(world.balance(i).paid()).isEqualTo(Amount.ofBaseUnits(5000));
    }
    assertThat(world.balance(4).payable()).isEqualTo(Amount.ofBaseUnits(5000));
    world.wallet.fund(Amount.ofBaseUnits(2 * FEE));
    payouts.payNow(world.fence);
    assertThat(world.balance(4).paid()).isEqualTo(Amount.ofBaseUnits(5000));
  }

  @Test
  void whomTheNodeRefusesIsFoundAndSetAsideAndTheOthersArePaid() throws SQLException {
    for (int i = 0; i < 6; i++) {
      earnAndHold(world.miners.get(i), 5000 + i);
    }
    world.wallet.fund(Amount.ofBaseUnits(20 * FEE));
    Address bad = world.miners.get(3);
    world.wallet.refuse(bad);
    payouts.payNow(world.fence);
    for (int i = 0; i < 6; i++) {
      assertThat(world.balance(i).paid().baseUnits()).isEqualTo(i == 3 ? 0 : 5000 + i);
    }
    assertThat(payouts.setAside())
        .extracting(SetAside.Payee::address)
        .containsExactly(bad.toString());
    assertThat(payouts.setAside().get(0).reason()).contains("Invalid OpenSY address");
    assertThat(payments(bad)).as("tries are no payments").isEmpty();

    world.earn(0, 2000);
    int before = payouts.latest(100).size();
    payouts.payNow(world.fence);
    assertThat(payouts.latest(100)).as("one batch, and one try alone").hasSize(before + 2);
    assertThat(world.balance(0).paid()).isEqualTo(Amount.ofBaseUnits(7000));

    world.wallet.accept(bad);
    payouts.payNow(world.fence);
    assertThat(world.balance(3).paid()).isEqualTo(Amount.ofBaseUnits(5003));
    assertThat(payouts.setAside()).isEmpty();
    assertThat(payments(bad)).hasSize(1);
  }

  @Test
  void whenNoFeeCanBeEstimatedNothingIsDividedAndNobodySetAside() throws SQLException {
    for (int i = 0; i < 6; i++) {
      earnAndHold(world.miners.get(i), 5000);
    }
    world.wallet.mood(FakeWallet.Mood.CANNOT_ESTIMATE_A_FEE);
    assertThat(payouts.payNow(world.fence))
        .isEqualTo("a payout did not go through, see its reason");
    assertThat(payouts.latest(100)).hasSize(1);
    assertThat(payouts.setAside()).isEmpty();
  }

  @Test
  void whatTheNodeFindsTooMuchIsPaidInPartsWithoutSettingAnybodyAside() throws SQLException {
    for (int i = 0; i < 4; i++) {
      earnAndHold(world.miners.get(i), 5000);
    }
    world.wallet.fund(FakeWallet.FEE);
    world.wallet.mood(FakeWallet.Mood.REFUSES);
    assertThat(payouts.payNow(world.fence)).isEqualTo("0 payouts made");
    assertThat(payouts.latest(100))
        .extracting(Payout::status)
        .hasSize(7)
        .containsOnly(PayoutStatus.FAILED);
    assertThat(payouts.setAside()).isEmpty();
    assertThat(payments(world.miners.get(0))).isEmpty();
  }

  private List<ListedPayment> payments(Address miner) {
    return new MinerReports(world.database).payments(miner, Range.latest(50));
  }

  @Test
  void aLockedWalletPaysNothingAndSaysWhatToDo() throws SQLException {
    earnAndHold(world.miners.get(0), 50_000);
    world.wallet.lock(false);
    assertThat(payouts.payNow(world.fence)).contains("locked: set pool.wallet.passphrase");
    assertThat(payouts.latest(1)).as("nothing was tried").isEmpty();
    assertThat(payouts.check().trouble()).isPresent();
    world.wallet.unlockForGood();
    world.wallet.fund(FakeWallet.FEE);
    assertThat(payouts.payNow(world.fence)).isEqualTo("1 payouts made");
    assertThat(payouts.check().trouble()).isEmpty();
  }

  @Test
  void aWalletIsUnlockedForEachPaymentAndLockedAgain() throws SQLException {
    Payouts payouts = payouts(Optional.empty(), Optional.of(new Secret("open sesame")));
    earnAndHold(world.miners.get(0), 50_000);
    world.wallet.fund(Amount.ofBaseUnits(9 * FEE));
    world.wallet.lock(true);
    assertThat(payouts.payNow(world.fence)).isEqualTo("1 payouts made");
    assertThat(world.wallet.isLocked()).isTrue();
    assertThat(world.wallet.unlocked()).as("to try the passphrase, and to pay").isEqualTo(2);
    world.earn(0, 5000);
    world.wallet.mood(FakeWallet.Mood.LOSES_THE_REQUEST);
    payouts.payNow(world.fence);
    assertThat(world.wallet.unlocked()).isEqualTo(3);
    assertThat(world.wallet.isLocked()).isTrue();
  }

  @Test
  void aWalletWithoutKeysOrWithoutThePoolsAddressPaysNothingAndSaysWhatToDo() throws SQLException {
    earnAndHold(world.miners.get(0), 50_000);
    world.wallet.hasKeys(false);
    assertThat(payouts.payNow(world.fence)).contains("no private keys").contains("name one");
    world.wallet.hasKeys(true);
    world.wallet.ownsCoinbase(false);
    assertThat(payouts.payNow(world.fence))
        .contains("pool.address, " + MoneyWorld.COINBASE)
        .contains("getnewaddress");
    world.wallet.reachable(false);
    assertThat(payouts.payNow(world.fence)).contains("the wallet does not answer");
    assertThat(payouts.latest(1)).isEmpty();
  }
}
