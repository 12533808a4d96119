package org.opensy.mining.pool.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The mapping, on a real database, with the server's own persistence provider outside of it. */
class LedgerQueriesTest {
  private final Instant now = Shares.NOON;
  private DataSource database;
  private EntityManagerFactory factory;

  @BeforeEach
  void open() throws SQLException {
    database = Database.migrated();
    factory =
        Persistence.createEntityManagerFactory(
            "pool",
            Map.of(
                "jakarta.persistence.transactionType", "RESOURCE_LOCAL",
                "jakarta.persistence.jtaDataSource", database,
                "jakarta.persistence.nonJtaDataSource", database));
  }

  @AfterEach
  void close() {
    factory.close();
  }

  @Test
  void sumsTheSharesOfASpan() throws SQLException {
    new ShareTable(database).write(Shares.shares(0, 30));
    ShareTotals before = inQueries(queries -> queries.sharesSince(now.minusSeconds(60)));
    ShareTotals after = inQueries(queries -> queries.sharesSince(now.plusSeconds(60)));
    long workers = inQueries(queries -> queries.workersSince(now.minusSeconds(60)));
    assertThat(before).isEqualTo(new ShareTotals(30, 30_000));
    assertThat(after).isEqualTo(new ShareTotals(0, 0));
    assertThat(workers).isEqualTo(1);
    inQueries(
        queries -> {
          queries.ping();
          return true;
        });
  }

  @Test
  void readsAShareThroughItsTwoPartKey() throws SQLException {
    new ShareTable(database).write(Shares.shares(7, 1));
    String id = Database.value(database, "select id from shares");
    ShareId key = new ShareId(Long.parseLong(id), Shares.share(7).acceptedAt());
    Share share = inTransaction(entities -> entities.find(Share.class, key));
    assertThat(share.difficulty()).isEqualTo(1000);
    assertThat(share.worker().name()).isEqualTo("rig");
    assertThat(share.acceptedAt()).isEqualTo(Shares.share(7).acceptedAt());
  }

  private <T> T inQueries(Function<LedgerQueries, T> work) {
    return inTransaction(entities -> work.apply(new LedgerQueries(entities)));
  }

  private <T> T inTransaction(Function<EntityManager, T> work) {
    EntityManager entities = factory.createEntityManager();
    try {
      entities.getTransaction().begin();
      T result = work.apply(entities);
      entities.getTransaction().commit();
      return result;
    } finally {
      entities.close();
    }
  }
}
