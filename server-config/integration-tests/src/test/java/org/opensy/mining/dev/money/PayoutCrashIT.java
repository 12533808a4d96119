package org.opensy.mining.dev.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.dev.node.fault.Fault;
import org.opensy.mining.dev.node.fault.FaultPlan;
import org.opensy.mining.dev.stack.MoneyLab;
import org.opensy.mining.pool.audit.Audit;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.money.Balances;
import org.opensy.mining.pool.money.Fence;
import org.opensy.mining.pool.money.MinerBalance;
import org.opensy.mining.pool.node.WalletTransaction;
import org.opensy.mining.pool.payout.Payout;
import org.opensy.mining.pool.payout.PayoutStatus;
import org.opensy.mining.pool.payout.Payouts;
import org.opensy.mining.pool.sql.Transaction;

/**
 * The payout run dies before and after every commit and every call to the node, and is started
 * again: every miner is paid exactly once.
 */
class PayoutCrashIT {
  private static final long PATIENT = 5_000;
  private static final long HASTY = 100;

  private static MoneyLab lab;

  @BeforeAll
  static void start() {
    lab = MoneyLab.start("PayoutCrashIT");
    lab.fillWallet();
  }

  @AfterAll
  static void stop() {
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void everybodyIsPaidOnceWhereverTheRunDies() {
    Set<String> moments = diesEverywhere(PATIENT);
    assertThat(moments)
        .contains("before sendmany", "after sendmany", "before a commit", "after a commit")
        .contains("before gettransaction", "after gettransaction");
  }

  @Test
  void everybodyIsPaidOnceWhenTheNodePaysWithoutAnswerAndTheRunDiesToo() {
    Fault silent = new Fault.SilentAfterWork(Duration.ofSeconds(2));
    lab.node().faults().plan("sendmany", silent, FaultPlan.ALWAYS);
    try {
      assertThat(diesEverywhere(HASTY)).contains("before listsinceblock", "after listsinceblock");
    } finally {
      lab.node().faults().clear();
    }
  }

  @Test
  void aRequestThatTheNodeNeverTookIsMadeAgain() {
    Fence fence = lab.takeOver();
    List<Address> miners = lab.newMiners(2, fence);
    lab.node().faults().plan("sendmany", new Fault.Hangup(), 1);
    Payouts payouts =
        MoneyLab.payouts(lab.database(), lab.wallet(PATIENT), lab.clock(), lab.poolAddress());
    payouts.payNow(fence);
    assertThat(paidInWallet(miners.get(0))).isEmpty();
    recover();
    assertPaidOnce(miners);
  }

  @Test
  void aRequestThatTheNodeStillHasIsNotMadeAgainHoweverLongItTakes() throws Exception {
    Fence fence = lab.takeOver();
    List<Address> miners = lab.newMiners(2, fence);
    lab.node().faults().plan("sendmany", new Fault.Held(), 1);
    MoneyLab.payouts(lab.database(), lab.wallet(HASTY), lab.clock(), lab.poolAddress())
        .payNow(fence);
    recover();
    recover();
    assertThat(paidInWallet(miners.get(0))).isEmpty();
    assertThat(balance(miners.get(0)).reserved()).isEqualTo(MoneyLab.amountOf(miners.get(0)));
    lab.node().faults().release();
    recover();
    assertPaidOnce(miners);
  }

  @Test
  void aPaymentThatADoubleSpendReplacesWaitsForAPersonAndIsThenMadeAgain() {
    Fence fence = lab.takeOver();
    List<Address> miners = lab.newMiners(1, fence);
    Payouts payouts =
        MoneyLab.payouts(lab.database(), lab.wallet(PATIENT), lab.clock(), lab.poolAddress());
    payouts.payNow(fence);
    Payout sent = payouts.latest(1).get(0);
    lab.node().doubleSpend(sent.outcome().txid().orElseThrow().toString());
    lab.node().generate(1, lab.poolAddress());
    payouts.tick(fence);
    assertThat(payouts.latest(1).get(0).status()).isEqualTo(PayoutStatus.NEEDS_REVIEW);
    assertThat(payouts.payNow(fence)).isEqualTo("0 payouts made");
    Supplier<Optional<String>> notSent =
        () ->
            Transaction.in(
                lab.database(),
                transaction ->
                    payouts.resolveAsNotSent(transaction, sent.reference(), "me", fence));
    assertThat(notSent.get()).isEmpty();
    assertThat(notSent.get()).isPresent();
    payouts.payNow(fence);
    recover();
    assertThat(balance(miners.get(0)).paid()).isEqualTo(MoneyLab.amountOf(miners.get(0)));
  }

  /** Dies at moment 1, 2, 3, … until there are no more. */
  private static Set<String> diesEverywhere(long patienceMillis) {
    Set<String> moments = new HashSet<>();
    boolean died = true;
    for (int moment = 1; died; moment++) {
      CrashPoints points = new CrashPoints(moment);
      Fence fence = lab.takeOver();
      List<Address> miners = lab.newMiners(2, fence);
      died = dies(points, fence, patienceMillis);
      moments.addAll(points.passed());
      recover();
      assertPaidOnce(miners);
      assertClean(points);
    }
    return moments;
  }

  private static boolean dies(CrashPoints points, Fence fence, long patienceMillis) {
    Payouts payouts =
        MoneyLab.payouts(
            CrashingDatabase.of(lab.database(), points),
            new CrashingWallet(lab.wallet(patienceMillis), points),
            lab.clock(),
            lab.poolAddress());
    try {
      payouts.payNow(fence);
      lab.node().generate(1, lab.poolAddress());
      payouts.tick(fence);
      return false;
    } catch (CrashPoints.Crash dead) {
      return true;
    }
  }

  /** Another run takes over and has all the time that it needs. */
  private static void recover() {
    Fence fence = lab.takeOver();
    Payouts payouts =
        MoneyLab.payouts(lab.database(), lab.wallet(PATIENT), lab.clock(), lab.poolAddress());
    for (int turn = 0; turn < 4; turn++) {
      lab.pass(Duration.ofMinutes(3));
      payouts.tick(fence);
      lab.node().generate(1, lab.poolAddress());
    }
  }

  private static void assertPaidOnce(List<Address> miners) {
    for (Address miner : miners) {
      Amount earned = MoneyLab.amountOf(miner);
      assertThat(paidInWallet(miner)).contains(earned);
      assertThat(balance(miner))
          .isEqualTo(new MinerBalance(Amount.ZERO, Amount.ZERO, Amount.ZERO, earned));
    }
  }

  private static MinerBalance balance(Address miner) {
    return Transaction.in(
        lab.database(), transaction -> Balances.ofMiner(transaction, miner.toString()));
  }

  /** What the wallet has sent to a miner, in one transaction or several. */
  private static Optional<Amount> paidInWallet(Address miner) {
    return lab.wallet(PATIENT).sent().stream()
        .map(WalletTransaction::sent)
        .filter(sent -> sent.containsKey(miner))
        .map(sent -> sent.get(miner))
        .reduce(Amount::plus);
  }

  /** All but what the lab made up: coinbases that no block of the pool's stands for. */
  private static void assertClean(CrashPoints points) {
    assertThat(
            new Audit(lab.readOnly(), lab.clock())
                .run(lab.nodeClient(), Optional.of(lab.wallet(PATIENT)))
                .findings())
        .as("after " + points.passed())
        .noneMatch(finding -> finding.check().contains("payout"))
        .noneMatch(finding -> finding.check().contains("balance"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "before sendmany",
        "after sendmany",
        "after commit 1",
        "before commit 2",
        "after commit 2",
        "before commit 3",
        "after commit 3"
      })
  void everybodyIsPaidOnceWhenTheProcessIsKilled(String moment) throws Exception {
    Fence fence = lab.takeOver();
    List<Address> miners = lab.newMiners(2, fence);
    Process victim = start(moment, fence);
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(victim.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(said.readLine()).isEqualTo(moment);
    } finally {
      victim.destroyForcibly();
    }
    assertThat(victim.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(victim.exitValue()).isEqualTo(137);
    recover();
    assertPaidOnce(miners);
  }

  private static Process start(String moment, Fence fence) throws IOException {
    ProcessBuilder java =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            PayoutVictim.class.getName(),
            moment,
            lab.jdbcUrl(),
            lab.node().uri().toString(),
            fence.holder(),
            Long.toString(fence.token()),
            lab.poolAddress());
    java.environment().put("NODE_PASSWORD", lab.password());
    java.redirectError(ProcessBuilder.Redirect.INHERIT);
    return java.start();
  }
}
