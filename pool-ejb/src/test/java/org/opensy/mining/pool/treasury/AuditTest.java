package org.opensy.mining.pool.treasury;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensy.mining.pool.audit.AuditReport;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.config.PayoutSettings.FeePayer;
import org.opensy.mining.pool.ledger.Database;
import org.opensy.mining.pool.reward.RewardScheme;

/**
 * An audit finds each kind of error. Errors are planted behind the back of the triggers that keep
 * them out, in the books of a pool that found blocks under every scheme, lost one, and paid.
 */
class AuditTest {
  private static final String A_POSTING =
      "(event_id, account_id) = (select event_id, account_id from postings where amount > 1"
          + " order by event_id, account_id limit 1)";
  private static final String A_MATURED_BLOCK =
      "(select min(id) from blocks where status = 'MATURED' and scheme = 'PPLNS')";

  private static MoneyWorld world;

  @BeforeAll
  static void history() throws SQLException {
    world = new MoneyWorld(new Random(20_261_127), FeePayer.POOL);
    for (int round = 0; round < 4; round++) {
      for (RewardScheme scheme : RewardScheme.values()) {
        for (int share = 0; share < 5; share++) {
          world.share(world.someMiner(), scheme);
        }
        world.block(scheme, false);
        world.settlement.run(world.fence);
      }
    }
    world.chain.extend(MoneyWorld.MATURITY + 1);
    world.block(RewardScheme.PPLNS, false);
    world.settlement.run(world.fence);
    world.chain.reorganise(1);
    for (int turn = 0; turn < 5; turn++) {
      world.pass(Duration.ofMinutes(5));
      world.chain.extend(1);
      world.settlement.run(world.fence);
      world.payouts.tick(world.fence);
    }
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @AfterEach
  void theErrorIsGoneAgain() throws SQLException {
    assertThat(world.audit().findings()).isEmpty();
  }

  private static void behindTheTriggers(String sql) throws SQLException {
    Database.update(
        world.database, "begin; set local session_replication_role = replica; " + sql + "; commit");
  }

  private static void isFound(String check, String difference) throws SQLException {
    assertThat(world.audit().findings())
        .as("findings of the check that %s", check)
        .filteredOn(finding -> finding.check().equals(check))
        .isNotEmpty()
        .allSatisfy(finding -> assertThat(finding.toString()).contains(difference));
  }

  @Test
  void aSoundPoolPassesEveryCheckAndEachHasSomethingToCompare() throws SQLException {
    AuditReport report = world.audit();

    assertThat(report.isClean()).isTrue();
    assertThat(report.truncated()).isFalse();
    assertThat(report.checks().keySet())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    errors().map(error -> (String) error.get()[0]),
                    Stream.of(
                        "no miner's balance is negative", "the wallet holds what the books say"))
                .collect(Collectors.toSet()));
    assertThat(report.checks()).allSatisfy((check, count) -> assertThat(count).isPositive());
  }

  /** Check, how its error is planted, how it is taken out again, and what is said of it. */
  static Stream<Arguments> errors() {
    return Stream.of(
        Arguments.of(
            "events sum to zero",
            "update postings set amount = amount - 1 where " + A_POSTING,
            "update postings set amount = amount + 1 where event_id ="
                + " (select event_id from postings group by event_id having sum(amount) <> 0)"
                + " and amount = (select max(p.amount) from postings p where p.event_id ="
                + " postings.event_id)",
            "postings sum to -1"),
        Arguments.of(
            "balances are the sums of postings",
            "update accounts set balance = balance + 1 where kind = 'FEE'",
            "update accounts set balance = balance - 1 where kind = 'FEE'",
            "FEE of the pool"),
        Arguments.of(
            "paid, owed, fee and carried are what matured",
            "update accounts set balance = balance + 1 where kind = 'FEE'",
            "update accounts set balance = balance - 1 where kind = 'FEE'",
            "differ by -1"),
        Arguments.of(
            "blocks are booked as their status says",
            "update blocks set status = 'IMMATURE' where id = " + A_MATURED_BLOCK,
            "update blocks set status = 'MATURED' where status = 'IMMATURE'",
            "status IMMATURE"),
        Arguments.of(
            "miners are credited with their parts of blocks",
            "update block_shares set amount = amount + 1 where block_id = " + A_MATURED_BLOCK,
            "update block_shares set amount = amount - 1 where block_id = " + A_MATURED_BLOCK,
            "parts of immature and matured blocks"),
        Arguments.of(
            "PPS earnings are credited as they say",
            "update pps_earnings set credited = credited - 1 where credited > 0",
            "update pps_earnings set credited = credited + 1 where credited > 0",
            "credited"),
        Arguments.of(
            "payouts are booked as their status says",
            "update payouts set status = 'FAILED' where status = 'CONFIRMED'",
            "update payouts set status = 'CONFIRMED' where status = 'FAILED'",
            "payouts reserve 0 and paid"),
        Arguments.of(
            "payouts are the sums of their outputs",
            "update payouts set total = total + 1",
            "update payouts set total = total - 1",
            "total"),
        Arguments.of(
            "rewards are split as their windows say",
            "update block_rewards set fee = fee + 1, carried_out = carried_out - 1"
                + " where block_id = "
                + A_MATURED_BLOCK,
            "update block_rewards set fee = fee - 1, carried_out = carried_out + 1"
                + " where block_id = "
                + A_MATURED_BLOCK,
            "the books say"),
        Arguments.of(
            "roots are the digests of their windows",
            "update block_rewards set root = reverse(root)",
            "update block_rewards set root = reverse(root)",
            "the books say"),
        Arguments.of(
            "windows are what the shares say",
            "update shares set difficulty = difficulty + 1",
            "update shares set difficulty = difficulty - 1",
            "the books say"),
        Arguments.of(
            "blocks are on the chain as their status says",
            "update blocks set height = height + 1 where id = " + A_MATURED_BLOCK,
            "update blocks set height = height - 1 where id = " + A_MATURED_BLOCK,
            "the node says"),
        Arguments.of(
            "payouts are in the wallet",
            "update payouts set txid = reverse(txid)",
            "update payouts set txid = reverse(txid)",
            "but not in the wallet"),
        Arguments.of(
            "the wallet has made no payment that the books lack",
            "update payouts set reference = reference || 'x'",
            "update payouts set reference = left(reference, -1)",
            "sent in"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("errors")
  void aPlantedErrorIsFound(String check, String plant, String takeOut, String difference)
      throws SQLException {
    behindTheTriggers(plant);
    try {
      isFound(check, difference);
    } finally {
      behindTheTriggers(takeOut);
    }
  }

  /** The database itself refuses a debt, so the constraint goes first. */
  @Test
  void aMinersDebtIsFound() throws SQLException {
    String constraint =
        Database.value(
            world.database,
            "select pg_get_constraintdef(oid) from pg_constraint"
                + " where conname = 'accounts_balance_not_negative'");
    behindTheTriggers(
        "alter table accounts drop constraint accounts_balance_not_negative;"
            + " update accounts set balance = balance - 1000000000 where kind = 'MINER_PAID'");
    try {
      isFound("no miner's balance is negative", "MINER_PAID of ");
    } finally {
      behindTheTriggers(
          "update accounts set balance = balance + 1000000000 where kind = 'MINER_PAID';"
              + " alter table accounts add constraint accounts_balance_not_negative "
              + constraint);
    }
  }

  @Test
  void aCoinThatTheBooksDoNotKnowIsFound() throws SQLException {
    world.wallet.fund(Amount.ofBaseUnits(1));
    try {
      isFound("the wallet holds what the books say", ": 0.00000001");
    } finally {
      world.wallet.fund(Amount.ofBaseUnits(-1));
    }
  }
}
