/**
 * Typed configuration of the pool, read once from MicroProfile Config, and the checks that end a
 * deployment which could not work.
 *
 * <p>May depend on the pure packages ({@code ban}, {@code chain}, {@code reward}, {@code vardiff}),
 * {@code stratum-protocol}, {@code stratum.api} for the settings of the listener, {@code
 * randomx-jna}, {@code settings}, {@code journal}, MicroProfile Config and CDI. Every other package
 * takes its settings from here and reads no key of its own.
 */
package org.opensy.mining.pool.config;
