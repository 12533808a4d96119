package org.opensy.mining.stratum.transport;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.opensy.mining.stratum.api.StratumStats;

/** What the ports of one activation count, see {@link StratumStats}. Thread-safe. */
final class Counters {
  final AtomicInteger connections = new AtomicInteger();
  final AtomicInteger sessions = new AtomicInteger();
  final LongAdder connectionsAccepted = new LongAdder();
  final LongAdder connectionsRefused = new LongAdder();
  final LongAdder logins = new LongAdder();
  final LongAdder loginsRefused = new LongAdder();
  final LongAdder submits = new LongAdder();
  final LongAdder unauthenticated = new LongAdder();
  final LongAdder protocolErrors = new LongAdder();
  final LongAdder queueRejections = new LongAdder();
  final LongAdder timeOuts = new LongAdder();
  final LongAdder slowReaders = new LongAdder();
  final LongAdder jobsSent = new LongAdder();

  StratumStats snapshot(int ports, CallQueue queue, FailureLog failures) {
    return new StratumStats(
        ports,
        connections.get(),
        sessions.get(),
        queue.depth(),
        queue.capacity(),
        connectionsAccepted.sum(),
        connectionsRefused.sum(),
        logins.sum(),
        loginsRefused.sum(),
        submits.sum(),
        unauthenticated.sum(),
        protocolErrors.sum(),
        queueRejections.sum(),
        timeOuts.sum(),
        slowReaders.sum(),
        failures.count(),
        jobsSent.sum());
  }
}
