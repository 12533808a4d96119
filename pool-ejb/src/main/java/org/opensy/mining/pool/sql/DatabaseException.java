package org.opensy.mining.pool.sql;

import java.io.Serial;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The database failed or refused, or does not hold what it should. Out of {@link Transaction#in} it
 * means that everything is rolled back, unless the commit itself was left unanswered.
 */
public final class DatabaseException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private static final Set<String> OUTAGES = Set.of("08", "53", "57");

  /** Of a violated check and, since it has no code of its own, of a row without a partition. */
  private static final String CHECK_VIOLATION = "23514";

  /** Something that should be in the database is not there, or no longer as it was. */
  public DatabaseException(String message) {
    super(message);
  }

  private DatabaseException(Exception failed) {
    super(failed.getMessage(), failed);
  }

  /** What came through other layers, which may have wrapped what the database said. */
  public static DatabaseException of(Exception failed) {
    Watched.watch.failed();
    return new DatabaseException(failed);
  }

  /** The five characters of the SQLSTATE, where the database or its driver gave one. */
  public Optional<String> sqlState() {
    for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException failed && failed.getSQLState() != null) {
        return Optional.of(failed.getSQLState());
      }
    }
    return Optional.empty();
  }

  /**
   * Whether the statement will be refused however often it is tried: SQLSTATE classes 22 (data
   * exception) and 23 (integrity constraint violation).
   */
  public boolean isAboutData() {
    return sqlState().filter(state -> state.startsWith("22") || state.startsWith("23")).isPresent();
  }

  /**
   * Whether the database could not be reached, or not be used for the moment: the same may work
   * later. SQLSTATE classes 08 (connection), 53 (resources) and 57 (operators, such as a shutdown),
   * and what comes from a pool of connections, which tells none.
   */
  public boolean isOutage() {
    boolean ofDatabase =
        Stream.iterate(getCause(), Objects::nonNull, Throwable::getCause)
            .anyMatch(SQLException.class::isInstance);
    return ofDatabase
        && sqlState().map(state -> OUTAGES.contains(state.substring(0, 2))).orElse(true);
  }

  /** Whether a partition may be missing; a violated check looks the same. */
  public boolean mayLackPartition() {
    return sqlState().filter(CHECK_VIOLATION::equals).isPresent();
  }
}
