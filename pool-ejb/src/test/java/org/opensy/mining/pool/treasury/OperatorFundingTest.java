package org.opensy.mining.pool.treasury;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.TransactionId;
import org.opensy.mining.pool.config.PayoutSettings;
import org.opensy.mining.pool.money.AccountKind;
import org.opensy.mining.pool.money.Balances;
import org.opensy.mining.pool.payout.OperatorFunding;
import org.opensy.mining.pool.sql.Transaction;

/** Only what the wallet shows is booked, once, and a wrong booking can be taken back. */
class OperatorFundingTest {
  private static final Amount AMOUNT = Amount.ofSyl(250);
  private static final int CONFIRMATIONS = 10;

  private MoneyWorld world;
  private OperatorFunding funding;

  @BeforeEach
  void open() throws SQLException {
    world = new MoneyWorld(new Random(1), PayoutSettings.FeePayer.POOL);
    funding = new OperatorFunding(world.wallet, CONFIRMATIONS, world.clock());
  }

  @AfterEach
  void close() {
    world.close();
  }

  private String book(TransactionId txid, Amount amount) {
    return Transaction.in(
            world.database,
            transaction -> funding.book(transaction, txid, amount, "alice", world.fence))
        .orElse("booked");
  }

  private boolean reverse(TransactionId txid) {
    return Transaction.in(
        world.database,
        transaction -> funding.reverse(transaction, txid, "wrong amount (alice)", world.fence));
  }

  private void holds(Amount amount) {
    Map<AccountKind, Amount> totals = Transaction.reading(world.database, Balances::totals);
    assertThat(totals.get(AccountKind.OPERATOR_FLOAT)).isEqualTo(amount);
    assertThat(totals.get(AccountKind.COINBASE_MATURE)).isEqualTo(amount);
  }

  @Test
  void whatTheWalletShowsIsBookedOnce() {
    TransactionId txid = world.wallet.received(AMOUNT, CONFIRMATIONS);
    assertThat(book(txid, AMOUNT)).isEqualTo("booked");
    assertThat(book(txid, AMOUNT)).isEqualTo("that transaction is booked already");
    holds(AMOUNT);
  }

  @Test
  void whatTheWalletDoesNotShowIsNotBooked() {
    TransactionId unknown = TransactionId.ofInternal(new byte[32]);
    assertThat(book(unknown, AMOUNT)).contains("the wallet has no valid transaction");
    assertThat(book(world.wallet.received(AMOUNT, -1), AMOUNT)).contains("no valid transaction");
    assertThat(book(world.wallet.received(AMOUNT, CONFIRMATIONS), Amount.ofSyl(251)))
        .isEqualTo("that transaction pays 250.00000000 to the wallet");
    assertThat(book(world.wallet.received(AMOUNT, CONFIRMATIONS - 1), AMOUNT))
        .isEqualTo("that transaction has 9 of 10 confirmations");
    assertThat(book(world.wallet.received(Amount.ZERO, CONFIRMATIONS), AMOUNT))
        .contains("or is a coinbase");
    world.wallet.fund(Amount.ofSyl(1000));
    TransactionId own = world.wallet.sendMany(Map.of(world.operator, AMOUNT), "mine", false);
    assertThat(book(own, AMOUNT)).isEqualTo("the wallet itself has sent that transaction");
    holds(Amount.ZERO);
  }

  @Test
  void aBookingIsTakenBackOnceByACounterEntryAndCanBeMadeAnew() throws SQLException {
    TransactionId txid = world.wallet.received(AMOUNT, CONFIRMATIONS);
    TransactionId other = world.wallet.received(AMOUNT, CONFIRMATIONS);
    assertThat(reverse(txid)).isFalse();
    book(txid, AMOUNT);
    assertThat(reverse(other)).isFalse();
    assertThat(reverse(txid)).isTrue();
    holds(Amount.ZERO);
    assertThat(reverse(txid)).isFalse();
    assertThat(book(txid, AMOUNT)).isEqualTo("booked");
    assertThat(book(txid, AMOUNT)).isEqualTo("that transaction is booked already");
    holds(AMOUNT);
    assertThat(reverse(txid)).isTrue();
    holds(Amount.ZERO);
    assertThat(world.audit().findings())
        .extracting(finding -> finding.check())
        .doesNotContain("events sum to zero", "balances are the sums of postings");
  }
}
