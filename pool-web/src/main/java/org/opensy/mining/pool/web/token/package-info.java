/**
 * What a token says, and whether the pool takes it.
 *
 * <p>May depend on JSON and on {@code auth}, {@code ban} and {@code config}. No clock, no thread.
 */
package org.opensy.mining.pool.web.token;
