package org.opensy.mining.pool.web;

import java.math.BigInteger;
import java.time.Instant;
import org.opensy.mining.pool.stratum.OpenSession;
import org.opensy.mining.stratum.protocol.Difficulty;

/**
 * A miner that is logged in.
 *
 * @param id of the session
 * @param miner the address that is paid
 * @param worker what the machine is called; null if it has no name
 * @param scheme how it is paid
 * @param from where it connects from
 * @param port that it connected to
 * @param since when it connected
 * @param difficulty of its latest job, expected hashes; null before the first
 */
public record SessionView(
    long id,
    String miner,
    String worker,
    String scheme,
    String from,
    int port,
    Instant since,
    BigInteger difficulty) {

  static SessionView of(OpenSession session) {
    String worker = session.contributor().worker();
    return new SessionView(
        session.id(),
        session.contributor().address(),
        worker.isEmpty() ? null : worker,
        session.contributor().scheme().lowerCaseName(),
        session.from().getHostAddress(),
        session.port(),
        session.since(),
        session.difficulty().map(Difficulty::value).orElse(null));
  }
}
