package org.opensy.mining.pool.owner;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.ledger.Database;
import org.opensy.mining.pool.owner.OwnerSettings.Present;
import org.opensy.mining.pool.owner.OwnerSettings.Privacy;
import org.opensy.mining.pool.payout.MinimumPayout;

/** What owners decide, in a real database. */
class OwnerSettingsTest {
  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
  private static final Amount FIVE = Amount.parse("5");

  private final Address owner = Address.p2wpkh(Network.REGTEST, new byte[20]);
  private final Address stranger = Address.p2sh(Network.REGTEST, new byte[20]);
  private DataSource database;
  private OwnerSettings settings;

  @BeforeEach
  void open() throws SQLException {
    database = Database.migrated();
    Database.update(
        database, "insert into miners (address, created_at) values ('" + owner + "', now())");
    settings = new OwnerSettings(database, () -> NOON);
  }

  @Test
  void nothingIsDecidedAtFirst() {
    assertThat(settings.of(owner))
        .contains(new Present(Optional.empty(), new Privacy(false, false)));
  }

  @Test
  void whatIsSetCountsAndIsNoted() throws SQLException {
    Present set = settings.set(owner, Optional.of(FIVE), new Privacy(true, true)).orElseThrow();
    assertThat(set.privacy()).isEqualTo(new Privacy(true, true));
    assertThat(set.minimumPayout())
        .contains(new MinimumPayout(FIVE, MinimumPayout.Source.SIGNATURE, NOON));
    assertThat(settings.of(owner)).contains(set);
    settings.set(owner, Optional.of(FIVE), new Privacy(false, true));
    assertThat(settings.of(owner).orElseThrow().privacy()).isEqualTo(new Privacy(false, true));
    assertThat(Database.value(database, "select count(*) from minimum_payout_changes"))
        .isEqualTo("1");
  }

  @Test
  void noPasswordStandsAboveIt() {
    settings.set(owner, Optional.of(FIVE), new Privacy(false, false));
    MinimumPayout.Wish wish =
        new MinimumPayout.Wish(
            Optional.of(Amount.parse("1")), MinimumPayout.Source.PASSWORD, "rig from 127.0.0.1");
    assertThat(MinimumPayout.set(database, owner, wish, NOON))
        .isEqualTo(MinimumPayout.Outcome.OUTRANKED);
  }

  @Test
  void whoNeverMinedHasNone() {
    assertThat(settings.of(stranger)).isEmpty();
    assertThat(settings.set(stranger, Optional.of(FIVE), new Privacy(true, true))).isEmpty();
  }
}
