package org.opensy.mining.bench;

import jakarta.persistence.EntityManager;
import jakarta.persistence.NamedNativeQuery;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.opensy.mining.pool.ledger.Miner;
import org.opensy.mining.pool.ledger.Share;
import org.opensy.mining.pool.ledger.Worker;
import org.opensy.mining.pool.share.ShareEntry;

/** The statements of the pool's entities over plain JDBC. */
final class JdbcShares {
  private static final String MINERS = sql(Miner.class);
  private static final String WORKERS = sql(Worker.class);
  private static final String SHARES = sql(Share.class);
  private static final String HISTORY = ", due as (";

  private final String shares;

  private JdbcShares(String shares) {
    this.shares = shares;
  }

  /** As the pool writes. */
  JdbcShares() {
    this(SHARES);
  }

  /** The same, and the history never hears of it. */
  static JdbcShares withoutHistory() {
    int end = SHARES.lastIndexOf("select count(*) from stored");
    return new JdbcShares(SHARES.substring(0, SHARES.indexOf(HISTORY)) + SHARES.substring(end));
  }

  private static String sql(Class<?> entity) {
    return entity.getAnnotation(NamedNativeQuery.class).query().replaceAll("\\?\\d+", "?");
  }

  /** Lends itself the connection of the transaction. */
  int write(EntityManager entities, List<ShareEntry> batch) {
    try {
      return insert(entities.unwrap(Connection.class), batch);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  int insert(Connection connection, List<ShareEntry> batch) throws SQLException {
    List<Array> columns = new ArrayList<>();
    columns.add(column(connection, "text", batch, entry -> entry.address()));
    columns.add(column(connection, "text", batch, entry -> entry.acceptedAt().toString()));
    columns.add(column(connection, "text", batch, entry -> entry.worker()));
    columns.add(column(connection, "int8", batch, entry -> entry.key().session()));
    columns.add(column(connection, "text", batch, entry -> entry.key().jobId()));
    columns.add(column(connection, "int4", batch, entry -> entry.key().nonce()));
    columns.add(column(connection, "int8", batch, entry -> entry.difficulty()));
    columns.add(column(connection, "int8", batch, entry -> entry.height()));
    columns.add(column(connection, "bool", batch, entry -> entry.block()));
    columns.add(column(connection, "text", batch, entry -> entry.contributor().scheme().name()));
    columns.add(
        column(
            connection, "text", batch, entry -> entry.price().map(Object::toString).orElse(null)));
    run(connection, MINERS, columns.subList(0, 2));
    run(connection, WORKERS, columns.subList(0, 3));
    try (PreparedStatement statement = prepare(connection, shares, columns);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }

  private static void run(Connection connection, String sql, List<Array> columns)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, columns)) {
      statement.executeUpdate();
    }
  }

  private static PreparedStatement prepare(Connection connection, String sql, List<Array> columns)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < columns.size(); i++) {
      statement.setArray(i + 1, columns.get(i));
    }
    return statement;
  }

  private static Array column(
      Connection connection,
      String type,
      List<ShareEntry> batch,
      Function<ShareEntry, Object> value)
      throws SQLException {
    return connection.createArrayOf(type, batch.stream().map(value).toArray());
  }
}
