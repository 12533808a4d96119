/**
 * The pool's jobs as the cluster sees them, and who may hash which nonce.
 *
 * <p>Pure: may depend on {@code randomx} and {@code stratum.protocol} value types only.
 */
package org.opensy.mining.coopmine.coordinator.job;
