/**
 * How somebody signs in: an API key or the bootstrap secret is exchanged for a short token.
 *
 * <p>The way from Jakarta and PostgreSQL to {@code auth}, which knows nothing of them. May also
 * depend on {@code config}, {@code sql} and on the name of the data source in {@code ledger}.
 */
package org.opensy.mining.pool.signin;
