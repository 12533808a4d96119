package org.opensy.mining.pool.act;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.Serial;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.opensy.mining.pool.ledger.SchemaMigration;
import org.opensy.mining.pool.sql.DatabaseException;
import org.opensy.mining.pool.sql.Transaction;
import org.opensy.mining.stratum.protocol.LogText;

/**
 * Does what operators ask for, and keeps a row of it: no act without its row, and none that says
 * more than was done. The log hears of it afterwards. Every method throws a {@link
 * DatabaseException} if the database does not answer. Thread-safe.
 */
@ApplicationScoped
public class OperatorActs {
  private static final Logger LOG = System.getLogger(OperatorActs.class.getName());
  private static final ActAnswer UNDER_WAY =
      new ActAnswer(409, "A request with this Idempotency-Key is under way.");
  private static final ActAnswer ANOTHER_REQUEST =
      new ActAnswer(422, "This Idempotency-Key belongs to another request.");

  @Resource(lookup = SchemaMigration.DATA_SOURCE)
  private DataSource database;

  private final InstantSource clock;

  /** For the container's proxy. */
  protected OperatorActs() {
    this(null);
  }

  @Inject
  OperatorActs(InstantSource clock) {
    this.clock = clock;
  }

  /** On this database. */
  public OperatorActs(DataSource database, InstantSource clock) {
    this(clock);
    this.database = database;
  }

  /** Leaves the transaction of an act that is refused, so that all of it is rolled back. */
  private static final class Refusal extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    private final transient OperatorRequest request;
    private final transient ActAnswer answer;

    Refusal(OperatorRequest request, ActAnswer answer) {
      super(answer.text());
      this.request = request;
      this.answer = answer;
    }
  }

  /** An answer, and whether it was given before. */
  private record Given(ActAnswer answer, boolean before) {}

  /**
   * Does an act, in one transaction with its row. An act that is refused is rolled back, and its
   * row is written in a transaction of its own.
   *
   * <p>Of the requests with one key the first is done. The same request again gets the same answer,
   * another request 422, and 409 while the first is under way. A failure (from 500 on) leaves the
   * key free.
   *
   * @param act takes part in the transaction, and says what came of it
   * @throws RuntimeException what the act throws, with everything rolled back and no row: whoever
   *     turns it into an answer tells {@link #refused}
   */
  public ActAnswer perform(OperatorRequest request, Function<Transaction, ActAnswer> act) {
    try {
      Given given = Transaction.in(database, transaction -> perform(transaction, request, act));
      String what = given.before() ? "POOL-8012 act answered as before" : "POOL-8010 act done";
      log(Level.INFO, what, request, given.answer());
      return given.answer();
    } catch (Refusal refusal) {
      refuse(refusal.request, refusal.answer);
      return refusal.answer;
    }
  }

  private Given perform(
      Transaction transaction, OperatorRequest request, Function<Transaction, ActAnswer> act) {
    Optional<ActAnswer> before = answeredBefore(transaction, request);
    if (before.isPresent()) {
      return new Given(before.get(), true);
    }
    ActAnswer answer = act.apply(transaction);
    if (answer.isRefusal()) {
      throw new Refusal(request, answer);
    }
    if (!ActTable.insert(transaction, request, answer, clock.instant())) {
      throw new Refusal(request.withoutKey(), UNDER_WAY);
    }
    return new Given(answer, false);
  }

  private static Optional<ActAnswer> answeredBefore(
      Transaction transaction, OperatorRequest request) {
    if (request.key().isEmpty()) {
      return Optional.empty();
    }
    if (!ActTable.take(transaction, request.key().get())) {
      throw new Refusal(request.withoutKey(), UNDER_WAY);
    }
    Optional<ActTable.Used> used = ActTable.find(transaction, request.key().get());
    if (used.isPresent() && !used.get().digest().equals(request.call().digest())) {
      throw new Refusal(request.withoutKey(), ANOTHER_REQUEST);
    }
    return used.map(ActTable.Used::answer);
  }

  /** Keeps a row of a request that came to nothing before it was tried; its key stays free. */
  public void refused(OperatorRequest request, ActAnswer answer) {
    refuse(request.withoutKey(), answer);
  }

  private void refuse(OperatorRequest request, ActAnswer answer) {
    Transaction.run(
        database,
        transaction -> {
          if (!ActTable.insert(transaction, request, answer, clock.instant())) {
            ActTable.insert(transaction, request.withoutKey(), answer, clock.instant());
          }
        });
    log(Level.WARNING, "POOL-8011 act refused", request, answer);
  }

  /**
   * The latest acts, newest first.
   *
   * @param before only acts with a smaller number
   * @param limit at most so many
   */
  public List<OperatorAct> latest(long before, int limit) {
    return Transaction.reading(
        database, transaction -> ActTable.latest(transaction, before, limit));
  }

  private static void log(Level level, String what, OperatorRequest request, ActAnswer answer) {
    LOG.log(
        level,
        what + " by {0} from {1}: {2} {3} {4}: {5} {6}",
        LogText.of(request.caller().operator()),
        request.caller().source(),
        request.call().method(),
        LogText.of(request.call().target()),
        LogText.of(request.call().body()),
        answer.status(),
        LogText.of(answer.text()));
  }
}
