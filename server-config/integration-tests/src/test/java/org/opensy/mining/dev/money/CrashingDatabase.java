package org.opensy.mining.dev.money;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;

/** A real database whose commits are moments to die at. */
final class CrashingDatabase {
  private CrashingDatabase() {}

  static DataSource of(DataSource real, CrashPoints points) {
    return proxy(
        DataSource.class,
        real,
        (method, result) ->
            method.getName().equals("getConnection")
                ? committing((Connection) result, points)
                : result,
        method -> {});
  }

  private static Connection committing(Connection real, CrashPoints points) {
    return proxy(
        Connection.class,
        real,
        (method, result) -> {
          if (method.getName().equals("commit")) {
            points.pass("after a commit");
          }
          return result;
        },
        method -> {
          if (method.getName().equals("commit")) {
            points.pass("before a commit");
          }
        });
  }

  private interface After {
    Object handle(Method method, Object result);
  }

  private interface Before {
    void handle(Method method);
  }

  private static <T> T proxy(Class<T> type, T real, After after, Before before) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              before.handle(method);
              try {
                return after.handle(method, method.invoke(real, arguments));
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            }));
  }
}
