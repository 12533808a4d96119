package org.opensy.mining.pool.ledger;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.opensy.mining.pool.share.ShareEntry;

/**
 * A batch of shares as the parameters of the entities' native statements: an array a column, in the
 * order address, instant, worker, session, job, nonce, difficulty, height, whether it is a block,
 * scheme, price. Confined to its transaction.
 */
public final class ShareBatch {
  private static final int OF_MINERS = 2;
  private static final int OF_WORKERS = 3;

  private final List<ShareEntry> entries;
  private final List<Object> columns;

  private ShareBatch(List<ShareEntry> entries) {
    this.entries = entries;
    columns =
        List.of(
            texts(entry -> entry.address()),
            texts(entry -> entry.acceptedAt().toString()),
            texts(entry -> entry.worker()),
            numbers(entry -> entry.key().session()),
            texts(entry -> entry.key().jobId()),
            column(entry -> entry.key().nonce(), Integer[]::new),
            numbers(entry -> entry.difficulty()),
            numbers(entry -> entry.height()),
            column(entry -> entry.block(), Boolean[]::new),
            texts(entry -> entry.contributor().scheme().name()),
            texts(entry -> entry.price().map(BigInteger::toString).orElse(null)));
  }

  /**
   * Inserts what is new of a batch and adds it to the sums that are kept of shares, in three
   * statements, whatever the size. The partitions of its days have to be there.
   *
   * @param entities in a transaction
   * @return how many shares were new
   */
  public static int insert(EntityManager entities, List<ShareEntry> entries) {
    ShareBatch batch = new ShareBatch(entries);
    batch.query(entities, Miner.INSERT_NEW, OF_MINERS).executeUpdate();
    batch.query(entities, Worker.INSERT_OR_TOUCH, OF_WORKERS).executeUpdate();
    Number stored =
        (Number) batch.query(entities, Share.INSERT, batch.columns.size()).getSingleResult();
    return stored.intValue();
  }

  private Query query(EntityManager entities, String name, int parameters) {
    Query query = entities.createNamedQuery(name);
    for (int i = 0; i < parameters; i++) {
      query.setParameter(i + 1, columns.get(i));
    }
    return query;
  }

  private String[] texts(Function<ShareEntry, String> value) {
    return column(value, String[]::new);
  }

  private Long[] numbers(Function<ShareEntry, Long> value) {
    return column(value, Long[]::new);
  }

  private <T> T[] column(Function<ShareEntry, T> value, IntFunction<T[]> array) {
    return entries.stream().map(value).toArray(array);
  }
}
