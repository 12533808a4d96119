package org.opensy.mining.coopmine.coordinator.worker;

import java.time.Instant;

/**
 * One registration of a worker.
 *
 * <p>Thread-safe.
 */
public final class WorkerSession {
  private final String id;
  private final long number;
  private final Registration registration;
  private final ShareTally tally;
  private final Standing standing;
  private volatile Pulse pulse;

  private record Pulse(Instant at, double hashRate, long hashes) {}

  /** A worker that registers for the first time. */
  WorkerSession(
      String id, long number, Registration registration, ShareTally tally, Instant registeredAt) {
    this(id, number, registration, tally, new Standing(), registeredAt);
  }

  private WorkerSession(
      String id,
      long number,
      Registration registration,
      ShareTally tally,
      Standing standing,
      Instant registeredAt) {
    this.id = id;
    this.number = number;
    this.registration = registration;
    this.tally = tally;
    this.standing = standing;
    this.pulse = new Pulse(registeredAt, 0, 0);
  }

  /** The same worker under a new registration. */
  WorkerSession again(String newId, Registration newRegistration, Instant now) {
    return new WorkerSession(newId, number, newRegistration, tally, standing, now);
  }

  /** The secret name of the registration. */
  public String id() {
    return id;
  }

  /** The worker's number, the same over its registrations: what nonces are granted to. */
  public long number() {
    return number;
  }

  public Registration registration() {
    return registration;
  }

  public ShareTally tally() {
    return tally;
  }

  public Standing standing() {
    return standing;
  }

  /**
   * A sign of life.
   *
   * @param hashRate hashes a second, as the worker says
   * @param hashes since the worker started, as it says
   */
  public void beat(Instant at, double hashRate, long hashes) {
    pulse = new Pulse(at, hashRate, hashes);
  }

  public Instant lastSeen() {
    return pulse.at();
  }

  /** Hashes a second, as the worker last said. */
  public double reportedHashRate() {
    return pulse.hashRate();
  }

  /** Hashes since the worker started, as it last said. */
  public long reportedHashes() {
    return pulse.hashes();
  }
}
