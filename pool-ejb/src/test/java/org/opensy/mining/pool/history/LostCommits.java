package org.opensy.mining.pool.history;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A database whose commits succeed, and nobody hears of it. */
final class LostCommits {
  private static final String CONNECTION_FAILURE = "08006";

  private LostCommits() {}

  static DataSource of(DataSource database) {
    return proxy(
        DataSource.class,
        database,
        "getConnection",
        connection ->
            proxy(
                Connection.class,
                (Connection) connection,
                "commit",
                done -> {
                  throw new SQLException("the answer is lost", CONNECTION_FAILURE);
                }));
  }

  private interface After {
    Object handle(Object result) throws SQLException;
  }

  private static <T> T proxy(Class<T> type, T real, String name, After after) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              try {
                Object result = method.invoke(real, arguments);
                return method.getName().equals(name) ? after.handle(result) : result;
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            }));
  }
}
