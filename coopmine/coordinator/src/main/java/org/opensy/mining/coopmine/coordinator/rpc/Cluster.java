package org.opensy.mining.coopmine.coordinator.rpc;

import java.time.Duration;
import java.time.InstantSource;
import org.opensy.mining.coopmine.coordinator.job.JobStore;
import org.opensy.mining.coopmine.coordinator.share.ShareHandler;
import org.opensy.mining.coopmine.coordinator.worker.WorkerRegistry;

/**
 * What the calls of workers act on.
 *
 * @param heartbeat time between two signs of life that workers are told to give
 */
public record Cluster(
    JobStore jobStore,
    WorkerRegistry workers,
    ShareHandler shareHandler,
    Duration heartbeat,
    InstantSource clock) {}
