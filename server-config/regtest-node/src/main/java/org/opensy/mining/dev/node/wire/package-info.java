/**
 * Serialised form of blocks and transactions, as the node reads them from a hostile wire.
 *
 * <p>Deliberately apart from the pool's own chain package: the referee must not share a parser or
 * an encoder with the player, or one mistake would be agreed on by both. Depends on the JDK only.
 */
package org.opensy.mining.dev.node.wire;
