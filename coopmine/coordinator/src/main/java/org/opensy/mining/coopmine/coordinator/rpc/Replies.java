package org.opensy.mining.coopmine.coordinator.rpc;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.opensy.mining.coopmine.coordinator.job.ClusterJob;
import org.opensy.mining.coopmine.coordinator.share.ShareVerdict;
import org.opensy.mining.coopmine.coordinator.worker.Registration;
import org.opensy.mining.coopmine.coordinator.worker.ShareTally;
import org.opensy.mining.coopmine.coordinator.worker.WorkerSession;
import org.opensy.mining.coopmine.protocol.RegisterRequest;
import org.opensy.mining.coopmine.protocol.StatsReply;
import org.opensy.mining.coopmine.protocol.SubmitReply;

/** Between messages and the coordinator's own values. */
final class Replies {
  private Replies() {}

  /** Throws IllegalArgumentException if a field is out of its range. */
  static Registration registration(RegisterRequest request) {
    ByteString instance = request.getInstance();
    return new Registration(
        request.getName(),
        request.getThreads(),
        HexFormat.of().formatHex(instance.toByteArray()),
        request.getAgent());
  }

  static SubmitReply verdict(ShareVerdict verdict) {
    return SubmitReply.newBuilder()
        .setVerdict(SubmitReply.Verdict.valueOf(verdict.outcome().name()))
        .setReason(verdict.reason())
        .build();
  }

  static StatsReply stats(Cluster cluster, WorkerSession asking) {
    Instant now = cluster.clock().instant();
    List<WorkerSession> workers = cluster.workers().sessions();
    ShareTally.Counts all = cluster.workers().totals(now);
    ShareTally.Counts own = asking.tally().counts(now);
    return StatsReply.newBuilder()
        .setPoolConnected(cluster.jobStore().current().isPresent())
        .setSequence(cluster.jobStore().current().map(ClusterJob::sequence).orElse(0L))
        .setWorkers(workers.size())
        .setHashRate(workers.stream().mapToDouble(WorkerSession::reportedHashRate).sum())
        .setAccepted(all.accepted())
        .setRejected(all.rejected())
        .setOwnAccepted(own.accepted())
        .setOwnRejected(own.rejected())
        .build();
  }
}
