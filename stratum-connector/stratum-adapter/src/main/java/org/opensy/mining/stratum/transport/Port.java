package org.opensy.mining.stratum.transport;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What all connections of one activation share, whichever of its ports they came through.
 *
 * @param config settings
 * @param queue the way to the workers
 * @param surroundings ids, clock and failure log, shared with other activations
 * @param counters what is counted
 * @param calls calls to the pool that are not answered
 * @param miners connections by session id
 */
record Port(
    PortConfig config,
    CallQueue queue,
    Surroundings surroundings,
    Counters counters,
    CallsUnderWay calls,
    Map<Long, MinerConnection> miners) {

  Port(PortConfig config, CallQueue queue, Surroundings surroundings) {
    this(
        config,
        queue,
        surroundings,
        new Counters(),
        new CallsUnderWay(),
        new ConcurrentHashMap<>());
  }

  SessionIds ids() {
    return surroundings.ids();
  }

  InstantSource clock() {
    return surroundings.clock();
  }

  FailureLog failures() {
    return surroundings.failures();
  }
}
