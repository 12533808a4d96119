package org.opensy.mining.coopmine.coordinator.server;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.opensy.mining.coopmine.coordinator.Coordinator;
import org.opensy.mining.coopmine.coordinator.job.ClusterJob;
import org.opensy.mining.coopmine.coordinator.rpc.Cluster;
import org.opensy.mining.coopmine.coordinator.worker.ShareTally;
import org.opensy.mining.coopmine.coordinator.worker.WorkerSession;

/** The cluster's numbers as JSON; rates in hashes a second, times in ISO 8601. */
@Path("stats")
@RequestScoped
public class StatsResource {
  @Inject private CoordinatorBean bean;

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public JsonObject stats() {
    Coordinator coordinator = bean.running().orElseThrow(ServiceUnavailableException::new);
    Cluster cluster = coordinator.cluster();
    Instant now = cluster.clock().instant();
    List<WorkerSession> workers = cluster.workers().sessions();
    JsonArrayBuilder list = Json.createArrayBuilder();
    workers.forEach(worker -> list.add(worker(worker, now)));
    ShareTally.Counts totals = cluster.workers().totals(now);
    double reported = workers.stream().mapToDouble(WorkerSession::reportedHashRate).sum();
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("pool_connected", coordinator.isPoolUp())
            .add("worker_count", workers.size())
            .add("hash_rate", reported);
    addShares(json, totals);
    cluster.jobStore().current().ifPresent(job -> json.add("job", job(job)));
    return json.add("workers", list).build();
  }

  private static JsonObjectBuilder job(ClusterJob job) {
    return Json.createObjectBuilder()
        .add("sequence", job.sequence())
        .add("height", job.pool().height())
        .add("seed_hash", job.pool().key().hex())
        .add("nonce_offset", job.pool().blob().nonceOffset())
        .add("nonces_left", job.nonces().remaining());
  }

  private static JsonObjectBuilder worker(WorkerSession worker, Instant now) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("name", worker.registration().name())
            .add("agent", worker.registration().agent())
            .add("threads", worker.registration().threads())
            .add("hash_rate", worker.reportedHashRate())
            .add("hashes", worker.reportedHashes())
            .add("standing", worker.standing().level(now).word());
    addShares(json, worker.tally().counts(now));
    return json.add("last_seen", worker.lastSeen().toString());
  }

  private static void addShares(JsonObjectBuilder json, ShareTally.Counts counts) {
    JsonObjectBuilder reasons = Json.createObjectBuilder();
    new TreeMap<>(counts.refused()).forEach(reasons::add);
    json.add("verified_hash_rate", counts.verifiedHashRate())
        .add("shares_accepted", counts.accepted())
        .add("shares_rejected", counts.rejected())
        .add("rejected_by_reason", reasons);
  }
}
