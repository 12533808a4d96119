package org.opensy.mining.coopmine.coordinator;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import org.opensy.mining.coopmine.coordinator.pool.PoolLink;

/**
 * What a coordinator needs from the server that it runs in.
 *
 * @param calls runs the calls of workers and prepares RandomX keys
 * @param threads makes the pool's thread and those of the event loops
 * @param timer for small regular work
 * @param pauses between attempts to reach the pool
 */
public record CoordinatorEnvironment(
    Executor calls,
    ThreadFactory threads,
    ScheduledExecutorService timer,
    PoolLink.Pauses pauses,
    InstantSource clock) {}
