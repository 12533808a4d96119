package org.opensy.mining.pool.web;

import java.time.Instant;
import org.opensy.mining.pool.report.MinerWorker;
import org.opensy.mining.pool.share.WorkerName;

/**
 * A machine of a miner.
 *
 * @param name what it is called; null if it has no name that is for everybody
 * @param since when it was first seen
 * @param lastShareAt when its last share was accepted, give or take 10 seconds; null if never
 * @param online whether it is logged in; null while that is not known, or its name is hidden
 * @param shares of late
 */
public record WorkerView(
    String name, Instant since, Instant lastShareAt, Boolean online, SharesView shares) {

  static WorkerView of(MinerWorker worker, Boolean online, SharesView shares) {
    String name = WorkerName.shownToAll(worker.name());
    return new WorkerView(
        name.isEmpty() ? null : name,
        worker.since(),
        worker.lastShareAt().orElse(null),
        online,
        shares);
  }
}
