package org.opensy.mining.pool.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.ledger.Database;
import org.opensy.mining.pool.sql.Transaction;

/** The books on a real database, and what the database itself refuses. */
class BooksTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final Account COINBASE = Account.of(AccountKind.COINBASE_IMMATURE);
  private static final Account FEE = Account.of(AccountKind.FEE_IMMATURE);
  private static final Account MINER = Account.of(AccountKind.MINER_IMMATURE, 1);

  private DataSource database;
  private Fence fence;

  @BeforeEach
  void open() throws SQLException {
    database = Database.migrated();
    Database.update(database, "insert into miners (address, created_at) values ('a', now())");
    fence = lease("one").take().orElseThrow();
  }

  @Test
  void anEventMovesTheBalancesOfItsAccounts() throws SQLException {
    book(credit("1", 90, 10));
    book(credit("2", 9, 1));
    assertThat(balance("a").immature()).isEqualTo(Amount.ofBaseUnits(99));
    assertThat(totals())
        .containsEntry(AccountKind.COINBASE_IMMATURE, Amount.ofBaseUnits(110))
        .containsEntry(AccountKind.FEE_IMMATURE, Amount.ofBaseUnits(11))
        .containsEntry(AccountKind.SENT, Amount.ZERO);
  }

  @Test
  void anEventOfTheSameKeyIsRefusedAndChangesNothing() throws SQLException {
    book(credit("1", 90, 10));
    assertThatThrownBy(() -> book(credit("1", 90, 10))).hasMessageContaining("booked already");
    assertThat(balance("a").immature()).isEqualTo(Amount.ofBaseUnits(90));
  }

  @Test
  void anEventThatDoesNotSumToZeroIsNotEvenAnObject() {
    assertThatThrownBy(
            () ->
                MoneyEvent.of(EventKind.BLOCK_CREDITED, "x")
                    .increase(COINBASE, Amount.ofBaseUnits(10))
                    .increase(MINER, Amount.ofBaseUnits(9))
                    .build())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theDatabaseRefusesPostingsThatDoNotSumToZero() throws SQLException {
    book(credit("1", 90, 10));
    assertThatThrownBy(
            () ->
                update(
                    "with e as (insert into money_events (key, kind, at) values ('k', 'x', now())"
                        + " returning id) insert into postings select e.id, a.id, 5 from e, accounts a"))
        .hasMessageContaining("do not sum to zero");
  }

  @Test
  void theDatabaseRefusesMorePostingsForABookedEvent() throws SQLException {
    book(credit("1", 90, 10));
    update("insert into accounts (kind) values ('FEE'), ('SENT')");
    assertThatThrownBy(
            () ->
                update(
                    "insert into postings select (select max(id) from money_events), id,"
                        + " case kind when 'FEE' then 5 else -5 end from accounts"
                        + " where kind in ('FEE', 'SENT')"))
        .hasMessageContaining("takes no more postings");
  }

  @Test
  void theDatabaseRefusesAnEventWithoutPostings() {
    assertThatThrownBy(
            () -> update("insert into money_events (key, kind, at) values ('k', 'x', now())"))
        .hasMessageContaining("has no postings");
  }

  @Test
  void theDatabaseRefusesToChangeWhatIsBooked() throws SQLException {
    book(credit("1", 90, 10));
    assertThatThrownBy(() -> update("update postings set amount = amount * 2"))
        .hasMessageContaining("append-only");
    assertThatThrownBy(() -> update("delete from money_events"))
        .hasMessageContaining("append-only");
    assertThatThrownBy(() -> update("truncate postings")).hasMessageContaining("append-only");
    assertThatThrownBy(() -> update("update accounts set balance = 5"))
        .hasMessageContaining("through postings only");
    assertThatThrownBy(() -> update("insert into accounts (kind, balance) values ('SENT', 5)"))
        .hasMessageContaining("begins with nothing");
  }

  @Test
  void aMinersBalanceNeverGoesBelowZero() throws SQLException {
    book(credit("1", 90, 10));
    MoneyEvent tooMuch =
        MoneyEvent.of(EventKind.BLOCK_ORPHANED, "x")
            .decrease(MINER, Amount.ofBaseUnits(91))
            .decrease(COINBASE, Amount.ofBaseUnits(91))
            .build();
    assertThatThrownBy(() -> book(tooMuch)).hasMessageContaining("accounts_balance_not_negative");
    assertThat(balance("a").immature()).isEqualTo(Amount.ofBaseUnits(90));
  }

  @Test
  void aHolderWhoseLeaseWasTakenOverBooksNothing() throws SQLException {
    Lease brief = new Lease(database, "brief", "asleep", Duration.ofMillis(1));
    Fence stale = brief.take().orElseThrow();
    Lease other = new Lease(database, "brief", "awake", Duration.ofMinutes(1));
    Fence next = other.take().orElseThrow();
    assertThat(next.token()).isGreaterThan(stale.token());
    assertThatThrownBy(() -> book(stale, credit("1", 90, 10))).isInstanceOf(FencedException.class);
    book(next, credit("1", 90, 10));
    assertThat(brief.take()).isEmpty();
  }

  @Test
  void aLeaseIsRenewedByItsHolderAndRefusedToOthersUntilItIsGivenBack() throws SQLException {
    assertThat(lease("one").take()).contains(fence);
    assertThat(lease("two").take()).isEmpty();
    lease("two").giveBack();
    assertThat(lease("two").take()).isEmpty();
    lease("one").giveBack();
    assertThat(lease("two").take()).isPresent();
  }

  private Lease lease(String holder) {
    return new Lease(database, Lease.MONEY, holder, Duration.ofMinutes(1));
  }

  private static MoneyEvent credit(String subject, long miner, long fee) {
    return MoneyEvent.of(EventKind.BLOCK_CREDITED, subject)
        .increase(COINBASE, Amount.ofBaseUnits(miner + fee))
        .increase(MINER, Amount.ofBaseUnits(miner))
        .increase(FEE, Amount.ofBaseUnits(fee))
        .build();
  }

  private void book(MoneyEvent event) throws SQLException {
    book(fence, event);
  }

  private void book(Fence by, MoneyEvent event) throws SQLException {
    Transaction.run(database, transaction -> Books.book(transaction, by, event, NOON));
  }

  private MinerBalance balance(String address) throws SQLException {
    return Transaction.in(database, transaction -> Balances.ofMiner(transaction, address));
  }

  private Map<AccountKind, Amount> totals() throws SQLException {
    return Transaction.in(database, Balances::totals);
  }

  private void update(String sql) throws SQLException {
    Database.update(database, sql);
  }
}
