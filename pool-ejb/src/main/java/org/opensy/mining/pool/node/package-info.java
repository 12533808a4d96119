/**
 * The OpenSY nodes behind the pool and the wallet that it pays from, reached through JSON-RPC over
 * HTTP.
 *
 * <p>May depend on {@code chain}, {@code config}, {@code metrics}, Jackson, CDI and MicroProfile
 * Fault Tolerance. Its failures are {@link org.opensy.mining.pool.node.NodeException}s; what a node
 * says about a submitted block is a {@link org.opensy.mining.pool.node.SubmitResult}.
 */
package org.opensy.mining.pool.node;
