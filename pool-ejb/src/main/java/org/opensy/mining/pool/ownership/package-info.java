/**
 * Who owns an address: signatures of texts, in the forms that wallets have for it.
 *
 * <p>May depend on {@code chain} and on the library with the chain's curve and scripts, which
 * nobody else sees. No Jakarta, logging, clock or thread.
 */
package org.opensy.mining.pool.ownership;
