package org.opensy.mining.coopmine.coordinator.share;

import org.opensy.mining.coopmine.coordinator.job.ClusterJob;
import org.opensy.mining.coopmine.coordinator.worker.WorkerSession;

/** A share that a worker hands in. */
record Share(ClusterJob job, WorkerSession worker, ShareClaim claim) {}
