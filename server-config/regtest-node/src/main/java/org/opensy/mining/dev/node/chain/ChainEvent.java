package org.opensy.mining.dev.node.chain;

/**
 * One step of the best chain.
 *
 * @param connected true: {@code block} became the tip; false: it was the tip and is no more
 * @param block the block, data included
 */
public record ChainEvent(boolean connected, BlockIndex block) {}
