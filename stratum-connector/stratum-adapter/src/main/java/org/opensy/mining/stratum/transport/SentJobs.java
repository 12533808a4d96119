package org.opensy.mining.stratum.transport;

/**
 * The ids of the last jobs of one session: XMRig gives up on a pool that sends it the same job
 * twice. Confined to the session's event loop.
 */
final class SentJobs {
  private static final int REMEMBERED = 8;

  private final String[] ids = new String[REMEMBERED];
  private int next;

  /** Whether the job is new to the session; it is not from now on. */
  boolean add(String jobId) {
    for (String id : ids) {
      if (jobId.equals(id)) {
        return false;
      }
    }
    ids[next] = jobId;
    next = (next + 1) % REMEMBERED;
    return true;
  }
}
