/**
 * Wallets that are good enough for payouts: addresses, coins, payments, history.
 *
 * <p>Nothing is signed and there are no keys: an address is 20 random bytes, and a witness has only
 * the right size. Source of the behaviour: OpenSY 0.1.0, {@code wallet/rpc/*.cpp}, {@code
 * wallet/spend.cpp}, {@code wallet/receive.cpp}. May depend on {@code dev.node.chain}, {@code
 * dev.node.wire} and the pool's address type; no clock, no files, no JSON.
 */
package org.opensy.mining.dev.node.wallet;
