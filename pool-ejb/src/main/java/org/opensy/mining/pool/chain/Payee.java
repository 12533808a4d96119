package org.opensy.mining.pool.chain;

/**
 * To whom the coinbase pays and how it is signed. Thread-safe.
 *
 * @param script scriptPubKey of the pool's address; the whole coinbase value goes there
 * @param tag the pool's signature
 */
public record Payee(Bytes script, PoolTag tag) {}
