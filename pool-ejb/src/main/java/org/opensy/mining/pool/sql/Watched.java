package org.opensy.mining.pool.sql;

/** Who hears of statements; nobody in a command or a test. Thread-safe. */
final class Watched {
  /** Set by {@link StatementWatch#set}. */
  static volatile StatementWatch watch =
      new StatementWatch() {
        @Override
        public void ran(String kind, long nanos) {}

        @Override
        public void failed() {}
      };

  private Watched() {}
}
