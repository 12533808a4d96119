package org.opensy.mining.stratum.transport;

import io.netty.util.concurrent.Ticker;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.opensy.mining.stratum.api.AdmissionControl;
import org.opensy.mining.stratum.api.JobSource;
import org.opensy.mining.stratum.api.Limits;
import org.opensy.mining.stratum.api.ListenSettings;
import org.opensy.mining.stratum.api.MinerJob;
import org.opensy.mining.stratum.api.MinerSession;
import org.opensy.mining.stratum.protocol.Difficulty;

/**
 * What all connections of one activation share, whichever of its ports they came through.
 * Thread-safe.
 */
final class ServerContext {
  final ListenSettings settings;
  final CallQueue queue;
  final ServerEnvironment environment;
  final AdmissionControl admission;
  final JobSource jobs;
  final Counters counters = new Counters();
  final Map<Long, MinerConnection> miners = new ConcurrentHashMap<>();
  final Sources sources;
  private volatile boolean closing;

  ServerContext(
      ListenSettings settings,
      CallQueue queue,
      ServerEnvironment environment,
      AdmissionControl admission,
      JobSource jobs) {
    this.settings = settings;
    this.queue = queue;
    this.environment = environment;
    this.admission = admission;
    this.jobs = jobs;
    this.sources = new Sources(settings.limits(), Ticker.systemTicker().nanoTime());
  }

  Limits limits() {
    return settings.limits();
  }

  FailureLog failures() {
    return environment.failures();
  }

  /** A job, or none if the pool throws. */
  Optional<MinerJob> jobFrom(Supplier<Optional<MinerJob>> source) {
    try {
      return source.get();
    } catch (RuntimeException e) {
      failures().record("No job for a session", e);
      return Optional.empty();
    }
  }

  /** Passes a wish on; a pool that throws has not heard it. */
  void suggest(MinerSession session, Difficulty wish) {
    try {
      jobs.suggest(session, wish);
    } catch (RuntimeException e) {
      failures().record("No difficulty for a session", e);
    }
  }

  /** From now on nothing more is taken. */
  void close() {
    closing = true;
  }

  boolean isClosing() {
    return closing;
  }
}
