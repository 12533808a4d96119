/**
 * Reading settings, the same way in coordinator and worker.
 *
 * <p>May depend on the JDK only.
 */
package org.opensy.mining.coopmine.protocol.config;
