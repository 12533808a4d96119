package org.opensy.mining.coopmine.worker.link;

import java.util.Map;

/**
 * What became of this worker's shares since it started.
 *
 * @param accepted by the pool
 * @param refused by the pool or the coordinator, by verdict in lower case
 * @param lost without an answer, or not sent because too many were waiting
 */
public record ShareCounts(long accepted, Map<String, Long> refused, long lost) {
  /** All refused ones. */
  public long rejected() {
    return refused.values().stream().mapToLong(Long::longValue).sum();
  }
}
