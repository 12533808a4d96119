/**
 * What every timer of the pool has around its work.
 *
 * <p>May depend on the JDK only.
 */
package org.opensy.mining.pool.timer;
