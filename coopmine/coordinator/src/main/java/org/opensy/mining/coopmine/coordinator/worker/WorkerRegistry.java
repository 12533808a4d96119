package org.opensy.mining.coopmine.coordinator.worker;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The workers that are registered. A worker that gives no sign of life for the time-out is dropped;
 * one that registers again replaces its former registration and keeps its number and counts.
 *
 * <p>Thread-safe.
 */
public final class WorkerRegistry {
  private final int maxWorkers;
  private final Duration timeout;
  private final ShareTally total;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, WorkerSession> byId = new HashMap<>();
  private final Map<String, WorkerSession> byInstance = new HashMap<>();
  private long lastNumber;

  /** A registry for at most so many workers, which begins to count shares at a time. */
  public WorkerRegistry(int maxWorkers, Duration timeout, Instant start) {
    this.total = ShareTally.since(start);
    this.maxWorkers = maxWorkers;
    this.timeout = timeout;
  }

  /**
   * Registers a worker.
   *
   * @return empty if there are as many workers as there may be
   */
  public synchronized Optional<WorkerSession> register(Registration registration, Instant now) {
    WorkerSession former = byInstance.get(registration.instance());
    if (former == null && byId.size() >= maxWorkers) {
      return Optional.empty();
    }
    WorkerSession session;
    if (former == null) {
      session = new WorkerSession(newId(), ++lastNumber, registration, total.part(now), now);
    } else {
      byId.remove(former.id());
      session = former.again(newId(), registration, now);
    }
    byId.put(session.id(), session);
    byInstance.put(registration.instance(), session);
    return Optional.of(session);
  }

  /** The worker with this secret name. */
  public synchronized Optional<WorkerSession> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * Drops the workers that were last seen longer ago than the time-out.
   *
   * @return the dropped ones
   */
  public synchronized List<WorkerSession> expire(Instant now) {
    List<WorkerSession> lost = new ArrayList<>();
    for (WorkerSession session : byId.values()) {
      if (session.lastSeen().plus(timeout).isBefore(now)) {
        lost.add(session);
      }
    }
    for (WorkerSession session : lost) {
      byId.remove(session.id());
      byInstance.remove(session.registration().instance());
    }
    return lost;
  }

  /** The registered workers, by number. */
  public synchronized List<WorkerSession> sessions() {
    return byId.values().stream().sorted(Comparator.comparingLong(WorkerSession::number)).toList();
  }

  /** Shares of all workers, also of those that are gone. */
  public ShareTally.Counts totals(Instant now) {
    return total.counts(now);
  }

  private String newId() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
