/**
 * Starts and stops the pool, and publishes its gauges. Knows every package that has something to
 * start; none knows it.
 */
package org.opensy.mining.pool.lifecycle;
