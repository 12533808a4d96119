package org.opensy.mining.pool.node;

/**
 * What the pool knows of one node from its last calls.
 *
 * @param name host and port
 * @param answering whether the last call was answered; true before the first one
 * @param trouble why not; empty when answering
 */
public record NodeStatus(String name, boolean answering, String trouble) {}
