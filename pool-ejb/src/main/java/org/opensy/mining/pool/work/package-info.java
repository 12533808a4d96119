/**
 * What is mined now: block templates from the node, the RandomX keys that they need and the hasher
 * that has them. Knows no miners: whoever sends jobs observes {@link
 * org.opensy.mining.pool.work.WorkRenewed}.
 *
 * <p>May depend on {@code chain}, {@code job}, {@code share} (its proof of work), {@code node},
 * {@code config}, {@code timer}, RandomX and Jakarta.
 */
package org.opensy.mining.pool.work;
