package org.opensy.mining.coopmine.worker;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import org.opensy.mining.coopmine.worker.link.BackOff;

/**
 * What a worker needs from the server that it runs in.
 *
 * @param executor runs answers of the coordinator and helps to initialise datasets
 * @param threads makes the hashing threads, the link's and those of the event loop
 * @param timer for small regular work
 * @param pauses between attempts to reach the coordinator
 */
public record WorkerEnvironment(
    Executor executor,
    ThreadFactory threads,
    ScheduledExecutorService timer,
    BackOff pauses,
    InstantSource clock) {}
