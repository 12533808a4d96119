/**
 * The gRPC side: calls of workers in, jobs out.
 *
 * <p>May depend on gRPC, {@code coopmine.protocol} and the other packages of the coordinator except
 * {@code coordinator.server}.
 */
package org.opensy.mining.coopmine.coordinator.rpc;
