/**
 * The journal: what the node must remember across a restart. Depends on Jackson and the JDK only.
 */
package org.opensy.mining.dev.node.store;
