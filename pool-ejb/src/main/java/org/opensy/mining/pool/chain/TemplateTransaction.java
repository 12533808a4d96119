package org.opensy.mining.pool.chain;

/**
 * A transaction that the node proposes for the next block. Thread-safe.
 *
 * @param data all its bytes, witness included, as they go into the block
 * @param id its hash without witness, as the node says
 * @param fee what it adds to the coinbase's value
 */
public record TemplateTransaction(Bytes data, TransactionId id, Amount fee) {}
