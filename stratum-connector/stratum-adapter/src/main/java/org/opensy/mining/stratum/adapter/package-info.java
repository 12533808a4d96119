/**
 * The Stratum port as a Jakarta Connectors 2.1 resource adapter: inbound messages for one message
 * bean, an outbound connection for jobs.
 *
 * <p>May depend on the JDK, jakarta.resource, stratum-protocol, {@code
 * org.opensy.mining.stratum.api} and {@code org.opensy.mining.stratum.transport}.
 */
package org.opensy.mining.stratum.adapter;
