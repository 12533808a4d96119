package org.opensy.mining.stratum.transport;

import java.time.InstantSource;

/**
 * What the ports take from their server. Thread-safe.
 *
 * @param ids makes session ids
 * @param clock says when a connection came
 * @param failures where to report what must not happen
 */
public record ServerEnvironment(SessionIds ids, InstantSource clock, FailureLog failures) {}
