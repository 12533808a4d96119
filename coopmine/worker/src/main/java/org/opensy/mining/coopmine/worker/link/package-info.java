/**
 * The connection to the coordinator: jobs and nonces in, shares and signs of life out.
 *
 * <p>May depend on gRPC, {@code coopmine.protocol} and {@code worker.hash}.
 */
package org.opensy.mining.coopmine.worker.link;
