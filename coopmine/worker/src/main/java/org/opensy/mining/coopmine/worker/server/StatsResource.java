package org.opensy.mining.coopmine.worker.server;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.MediaType;
import java.util.TreeMap;
import org.opensy.mining.coopmine.worker.CoopMineWorker;
import org.opensy.mining.coopmine.worker.link.ShareCounts;

/** The worker's numbers as JSON; the rate in hashes a second. */
@Path("stats")
@RequestScoped
public class StatsResource {
  @Inject private WorkerBean bean;

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public JsonObject stats() {
    CoopMineWorker worker = bean.running().orElseThrow(ServiceUnavailableException::new);
    ShareCounts shares = worker.shares();
    JsonObjectBuilder reasons = Json.createObjectBuilder();
    new TreeMap<>(shares.refused()).forEach(reasons::add);
    return Json.createObjectBuilder()
        .add("name", worker.settings().name())
        .add("threads", worker.settings().threads())
        .add("registered", worker.isRegistered())
        .add("hashing", worker.isHashing())
        .add("hash_rate", worker.hashRate())
        .add("hashes", worker.hashes())
        .add("shares_accepted", shares.accepted())
        .add("shares_rejected", shares.rejected())
        .add("shares_lost", shares.lost())
        .add("rejected_by_reason", reasons)
        .build();
  }
}
