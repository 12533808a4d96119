/**
 * What the pool sees of the Stratum connector: the message listener that it implements and the
 * outbound connection that pushes jobs.
 *
 * <p>May depend on the JDK, stratum-protocol and jakarta.resource.
 */
package org.opensy.mining.stratum.api;
