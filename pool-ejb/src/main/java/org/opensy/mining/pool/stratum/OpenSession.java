package org.opensy.mining.pool.stratum;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import org.opensy.mining.pool.share.Contributor;
import org.opensy.mining.stratum.api.MinerSession;
import org.opensy.mining.stratum.protocol.Difficulty;

/**
 * A miner that is logged in at this instance.
 *
 * @param id of the session, never given twice while the server runs
 * @param contributor who is paid, and how
 * @param from the address that it connects from
 * @param port that it connected to
 * @param since when it connected
 * @param difficulty of its latest job; empty before the first
 */
public record OpenSession(
    long id,
    Contributor contributor,
    InetAddress from,
    int port,
    Instant since,
    Optional<Difficulty> difficulty) {

  static OpenSession of(MinerSession session, ActiveMiner miner) {
    return new OpenSession(
        session.id(),
        miner.contributor(),
        session.remoteAddress().getAddress(),
        session.localPort(),
        session.connectedAt(),
        miner.difficulty());
  }
}
