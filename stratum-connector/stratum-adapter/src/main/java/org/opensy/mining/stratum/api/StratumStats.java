package org.opensy.mining.stratum.api;

/**
 * Counters since the start (long) and gauges of this moment (int).
 *
 * @param ports ports that accept miners
 * @param connections open connections
 * @param sessions connections that are logged in
 * @param queueDepth requests that wait for a worker
 * @param queueCapacity how many may wait
 * @param connectionsAccepted connections since the start
 * @param connectionsRefused connections closed at once because there were too many
 * @param logins logins that were accepted
 * @param loginsRefused logins that were refused
 * @param submits submits handed to the pool
 * @param unauthenticated requests of connections that were not logged in
 * @param protocolErrors lines that were no message
 * @param queueRejections requests answered with "busy" because the queue was full
 * @param timeOuts connections closed because they did not log in or were idle
 * @param slowReaders connections dropped because they did not read
 * @param listenerFailures calls to the pool that threw or could not be made
 * @param jobsSent jobs pushed, those in login answers not counted
 */
public record StratumStats(
    int ports,
    int connections,
    int sessions,
    int queueDepth,
    int queueCapacity,
    long connectionsAccepted,
    long connectionsRefused,
    long logins,
    long loginsRefused,
    long submits,
    long unauthenticated,
    long protocolErrors,
    long queueRejections,
    long timeOuts,
    long slowReaders,
    long listenerFailures,
    long jobsSent) {
  /** No port and nothing counted. */
  public static final StratumStats NONE =
      new StratumStats(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** The sum of two ports. */
  public StratumStats plus(StratumStats other) {
    return new StratumStats(
        ports + other.ports,
        connections + other.connections,
        sessions + other.sessions,
        queueDepth + other.queueDepth,
        queueCapacity + other.queueCapacity,
        connectionsAccepted + other.connectionsAccepted,
        connectionsRefused + other.connectionsRefused,
        logins + other.logins,
        loginsRefused + other.loginsRefused,
        submits + other.submits,
        unauthenticated + other.unauthenticated,
        protocolErrors + other.protocolErrors,
        queueRejections + other.queueRejections,
        timeOuts + other.timeOuts,
        slowReaders + other.slowReaders,
        listenerFailures + other.listenerFailures,
        jobsSent + other.jobsSent);
  }
}
