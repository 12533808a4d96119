/**
 * The Stratum port itself: Netty pipeline, sessions and the bounded queue towards the pool. Runs
 * without a container.
 *
 * <p>May depend on the JDK, Netty, stratum-protocol and {@code org.opensy.mining.stratum.api}.
 */
package org.opensy.mining.stratum.transport;
