package org.opensy.mining.dev.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.dev.node.wire.Hash256;
import org.opensy.mining.dev.stack.MoneyLab;
import org.opensy.mining.pool.audit.Audit;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.money.AccountKind;
import org.opensy.mining.pool.money.Balances;
import org.opensy.mining.pool.money.Fence;
import org.opensy.mining.pool.money.MinerBalance;
import org.opensy.mining.pool.payout.Payouts;
import org.opensy.mining.pool.settlement.Halts;
import org.opensy.mining.pool.settlement.Settlement;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/** What our blocks are worth while a real chain reorganises. */
class ReorganisationIT {
  private static final int MATURITY = 4;
  private static final Amount PART = Amount.ofSyl(9_900);
  private static final Amount REWARD = Amount.ofSyl(10_000);
  private static final Address ALICE = miner(1);
  private static final Address BOB = miner(2);
  private static final String STRANGER = miner(9).toString();

  private MoneyLab lab;
  private Settlement settlement;
  private Fence fence;
  private int lostRaces;

  @BeforeEach
  void start() {
    lab = MoneyLab.start("ReorganisationIT");
    lab.node().generate(3, STRANGER);
    settlement =
        new Settlement(
            lab.database(),
            lab.nodeClient(),
            new Settlement.Rules(MATURITY, Set.of()),
            () -> lostRaces++,
            lab.clock());
    fence = lab.takeOver();
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  @Test
  void aBlockIsOrphanedBeforeItMaturesAndComesBackAndGoesAgain() {
    BlockHash ours = lab.ownBlock(ALICE);
    settlement.run(fence);
    assertThat(balance(ALICE)).isEqualTo(owed(PART, Amount.ZERO));

    invalidate(ours);
    lab.node().generate(1, STRANGER);
    settlement.run(fence);
    assertThat(status(ours)).isEqualTo("ORPHANED");
    assertThat(balance(ALICE)).isEqualTo(owed(Amount.ZERO, Amount.ZERO));
    assertThat(total(AccountKind.COINBASE_IMMATURE)).isEqualTo(Amount.ZERO);

    String theirs = lab.node().bestBlockHash();
    invalidate(BlockHash.ofDisplayHex(theirs));
    reconsider(ours);
    settlement.run(fence);
    assertThat(status(ours)).isEqualTo("IMMATURE");
    assertThat(balance(ALICE)).isEqualTo(owed(PART, Amount.ZERO));

    lab.node().generate(MATURITY - 2, STRANGER);
    settlement.run(fence);
    assertThat(status(ours)).isEqualTo("IMMATURE");
    lab.node().generate(1, STRANGER);
    settlement.run(fence);
    assertThat(status(ours)).isEqualTo("MATURED");
    assertThat(balance(ALICE)).isEqualTo(owed(Amount.ZERO, PART));
    assertThat(total(AccountKind.FEE)).isEqualTo(Amount.ofSyl(100));
  }

  @Test
  void ofTwoBlocksOfOursAtOneHeightOnlyTheOneOnTheChainPays() {
    BlockHash first = lab.ownBlock(ALICE);
    settlement.run(fence);
    invalidate(first);
    BlockHash second = lab.ownBlock(BOB);
    settlement.run(fence);
    assertThat(status(first)).isEqualTo("ORPHANED");
    assertThat(status(second)).isEqualTo("IMMATURE");
    assertThat(total(AccountKind.COINBASE_IMMATURE)).isEqualTo(REWARD);

    invalidate(second);
    reconsider(first);
    settlement.run(fence);
    assertThat(status(first)).isEqualTo("IMMATURE");
    assertThat(status(second)).isEqualTo("ORPHANED");
    assertThat(total(AccountKind.COINBASE_IMMATURE)).isEqualTo(REWARD);
  }

  @Test
  void aReorganisationAfterMaturityHaltsPayoutsUntilAPersonAllowsThemAgain() {
    BlockHash ours = matured();
    invalidate(ours);
    lab.node().generate(1, STRANGER);
    settlement.run(fence);
    assertThat(status(ours)).isEqualTo("LOST");
    assertThat(balance(ALICE)).isEqualTo(owed(Amount.ZERO, PART));
    Payouts payouts =
        MoneyLab.payouts(lab.database(), lab.wallet(5_000), lab.clock(), lab.poolAddress());
    assertThat(payouts.payNow(fence)).startsWith("halted: a matured block left");
    assertThat(balance(ALICE)).isEqualTo(owed(Amount.ZERO, PART));

    invalidate(BlockHash.ofDisplayHex(lab.node().bestBlockHash()));
    reconsider(ours);
    settlement.run(fence);
    assertThat(status(ours)).isEqualTo("MATURED");
    assertThat(payouts.payNow(fence)).startsWith("halted");
    Halts.Halt halt = settlement.halts().get(0);
    assertThat(
            Transaction.<Boolean>in(
                lab.database(),
                transaction -> Halts.lift(transaction, halt.cause(), "me", lab.clock().instant())))
        .isTrue();
    assertThat(payouts.payNow(fence)).isEqualTo("0 payouts made");
  }

  @Test
  void whatALostBlockPaidIsBorneByTheOperatorWhenItIsWrittenOff() {
    BlockHash ours = matured();
    invalidate(ours);
    lab.node().generate(1, STRANGER);
    settlement.run(fence);
    assertThat(writeOff(ours)).isTrue();
    assertThat(writeOff(ours)).isFalse();
    assertThat(balance(ALICE)).isEqualTo(owed(Amount.ZERO, PART));
    assertThat(total(AccountKind.OPERATOR_FLOAT)).isEqualTo(REWARD.negated());
    assertThat(total(AccountKind.COINBASE_MATURE)).isEqualTo(Amount.ZERO);
  }

  private boolean writeOff(BlockHash block) {
    return Transaction.in(
        lab.database(), transaction -> settlement.writeOff(transaction, block, "me", fence));
  }

  @Test
  void ofTwoBlocksOfOneHeightOneMaturesAndTheOtherIsOrphanedForGood() {
    BlockHash first = lab.ownBlock(ALICE);
    invalidate(first);
    BlockHash second = lab.ownBlock(BOB);
    lab.node().generate(1, STRANGER);
    reconsider(first);
    settlement.run(fence);
    assertThat(status(first)).isEqualTo("INCONCLUSIVE");
    assertThat(status(second)).isEqualTo("IMMATURE");
    lab.node().generate(MATURITY, STRANGER);
    settlement.run(fence);
    settlement.run(fence);
    assertThat(status(first)).isEqualTo("ORPHANED");
    assertThat(status(second)).isEqualTo("MATURED");
    assertThat(lostRaces).isEqualTo(1);
    assertThat(
            new Audit(lab.readOnly(), lab.clock())
                .run(lab.nodeClient(), Optional.empty())
                .findings())
        .isEmpty();
  }

  private BlockHash matured() {
    BlockHash ours = lab.ownBlock(ALICE);
    settlement.run(fence);
    lab.node().generate(MATURITY, STRANGER);
    settlement.run(fence);
    assertThat(status(ours)).isEqualTo("MATURED");
    return ours;
  }

  private static Address miner(int number) {
    byte[] hash = new byte[20];
    hash[0] = (byte) number;
    return Address.p2wpkh(Network.REGTEST, hash);
  }

  private static MinerBalance owed(Amount immature, Amount payable) {
    return new MinerBalance(immature, payable, Amount.ZERO, Amount.ZERO);
  }

  private void invalidate(BlockHash block) {
    lab.node().core().invalidate(Hash256.ofRpc(block.toString()));
  }

  private void reconsider(BlockHash block) {
    lab.node().core().reconsider(Hash256.ofRpc(block.toString()));
  }

  private MinerBalance balance(Address miner) {
    return Transaction.in(
        lab.database(), transaction -> Balances.ofMiner(transaction, miner.toString()));
  }

  private Amount total(AccountKind kind) {
    Map<AccountKind, Amount> totals = Transaction.in(lab.database(), Balances::totals);
    return totals.get(kind);
  }

  private String status(BlockHash block) {
    return Transaction.in(
        lab.database(),
        transaction ->
            SqlQuery.of("select status from blocks where hash = ?", block.toString())
                .one(transaction, row -> row.text(1)));
  }
}
