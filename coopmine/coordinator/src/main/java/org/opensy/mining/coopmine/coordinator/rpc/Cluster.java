package org.opensy.mining.coopmine.coordinator.rpc;

import java.time.Duration;
import java.time.InstantSource;
import org.opensy.mining.coopmine.coordinator.job.JobBoard;
import org.opensy.mining.coopmine.coordinator.share.ShareDesk;
import org.opensy.mining.coopmine.coordinator.worker.WorkerRegistry;

/**
 * What the calls of workers act on.
 *
 * @param heartbeat time between two signs of life that workers are told to give
 */
public record Cluster(
    JobBoard board,
    WorkerRegistry workers,
    ShareDesk desk,
    Duration heartbeat,
    InstantSource clock) {}
