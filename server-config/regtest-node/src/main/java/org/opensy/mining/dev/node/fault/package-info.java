/** Switches that make the node misbehave. Depends on Jackson's tree model and the JDK only. */
package org.opensy.mining.dev.node.fault;
