/**
 * Live events over HTTP: server-sent events and, with the messages of the original API, a
 * WebSocket. Both are thin: what is told to whom is the hub's.
 *
 * <p>May depend on {@code pool.live}, {@code pool.config}, {@code pool.chain}, {@code web} and
 * {@code web.http}.
 */
package org.opensy.mining.pool.web.live;
