/**
 * Live events: one bounded hub for whoever listens, and the sources that feed it. Knows neither
 * HTTP nor JSON: {@code pool-web} writes the events and keeps the connections.
 *
 * <p>The way from {@code report} and {@code cluster} to the outside. May also depend on {@code
 * ban}, {@code chain}, {@code config}, {@code metrics}, {@code money}, {@code share}, {@code sql}
 * and {@code timer}.
 */
package org.opensy.mining.pool.live;
