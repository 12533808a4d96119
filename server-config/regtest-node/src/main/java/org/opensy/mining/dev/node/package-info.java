/**
 * A regtest node of our own, for development and tests: the same JSON-RPC, checks and words as
 * {@code opensyd -regtest -randomxforkheight=1}, without peers. Kept out of every production
 * archive.
 *
 * <p>{@link org.opensy.mining.dev.node.RegtestNode} starts one inside a test, {@link
 * org.opensy.mining.dev.node.RegtestNodeMain} as a process of its own. May depend on its own
 * sub-packages, randomx-jna, the pool's address type, Jackson and the JDK's HTTP server.
 */
package org.opensy.mining.dev.node;
