package org.opensy.mining.pool.ledger;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.sql.DataSource;

/** The pool's persistence unit with the server's own provider, outside of the server. */
final class LocalTransactions implements EntityTransactions {
  private static final AtomicInteger NAMES = new AtomicInteger();

  private final EntityManagerFactory factory;

  /** On a database, which need not be there yet. */
  LocalTransactions(DataSource database) {
    factory =
        Persistence.createEntityManagerFactory(
            "pool",
            Map.of(
                "jakarta.persistence.transactionType",
                "RESOURCE_LOCAL",
                "jakarta.persistence.jtaDataSource",
                database,
                "jakarta.persistence.nonJtaDataSource",
                database,
                "eclipselink.logging.level",
                "SEVERE",
                // Factories of the same name share the first one's database.
                "eclipselink.session-name",
                "test" + NAMES.incrementAndGet()));
  }

  @Override
  public <T> T run(Function<EntityManager, T> work) {
    EntityManager entities = factory.createEntityManager();
    try {
      entities.getTransaction().begin();
      T result = work.apply(entities);
      entities.getTransaction().commit();
      return result;
    } finally {
      if (entities.getTransaction().isActive()) {
        entities.getTransaction().rollback();
      }
      entities.close();
    }
  }
}
