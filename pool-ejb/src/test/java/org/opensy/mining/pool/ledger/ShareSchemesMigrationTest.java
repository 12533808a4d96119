package org.opensy.mining.pool.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.chain.AcceptedBlock;
import org.opensy.mining.pool.chain.ChainVectors;

/** What becomes of rows that were written before shares had a scheme. */
class ShareSchemesMigrationTest {
  private static final AcceptedBlock BLOCK = ChainVectors.acceptedBlocks().get(0);

  private static final String INSERT_SHARE =
      "insert into shares (accepted_at, miner_id, worker_id, session_id, job_id, nonce, difficulty,"
          + " height, is_block) values ('%s', 1, 1, %d, '%s', %d, %d, %d, %b)";

  @Test
  void oldSharesAreInSlotsAndOldBlocksKnowTheirOwnShare() throws SQLException {
    DataSource database = Database.empty();
    Flyway.configure()
        .dataSource(Database.as(Database.OWNER, database))
        .locations("classpath:db/migration")
        .target("3")
        .load()
        .migrate();
    Database.update(
        database,
        """
        insert into miners (address, created_at) values ('a', now());
        insert into workers (miner_id, name, created_at) values (1, '', now());
        set role pool_owner;
        create table shares_20261122 partition of shares
          for values from ('2026-11-22T00:00:00Z') to ('2026-11-23T00:00:00Z');
        """);
    share(database, "2026-11-22T12:00:00Z", "1", 5, false);
    share(database, "2026-11-22T12:09:59Z", "2", BLOCK.nonce(), true);
    share(database, "2026-11-22T12:10:00Z", "3", BLOCK.nonce(), false);
    block(database, "00", "8877665544332211");
    block(database, "11", "0000000000000001");
    Database.owner(database).migrate();
    assertThat(
            Database.value(
                database,
                "select string_agg(concat_ws(' ', scheme, extract(minute from slot), miner_id,"
                    + " work, shares), ', ' order by slot) from share_slots"))
        .isEqualTo("PPLNS 0 1 200 2, PPLNS 10 1 100 1");
    assertThat(
            Database.value(
                database,
                "select string_agg(concat_ws(' ', job_id, nonce,"
                    + " to_char(share_at at time zone 'utc', 'HH24:MI:SS'), scheme,"
                    + " fee_basis_points, window_factor), ', ' order by hash) from blocks"))
        .isEqualTo("2 %1$d 12:09:59 PPLNS 0 2,  %1$d 13:00:00 PPLNS 0 2".formatted(BLOCK.nonce()));
  }

  private static void share(DataSource database, String when, String job, int nonce, boolean block)
      throws SQLException {
    Database.update(
        database,
        INSERT_SHARE.formatted(when, 0x8877665544332211L, job, nonce, 100, BLOCK.height(), block));
  }

  private static void block(DataSource database, String hash, String extranonce)
      throws SQLException {
    Database.update(
        database,
        """
        insert into blocks (hash, height, block_hex, miner_id, worker_id, extranonce, reward,
                            difficulty, status, found_at, status_at, version)
        values ('%s', %d, '%s', 1, 1, '%s', 1000, 2, 'ACCEPTED', '2026-11-22T13:00:00Z', now(), 1)
        """
            .formatted(hash.repeat(32), BLOCK.height(), BLOCK.text("block"), extranonce));
  }
}
