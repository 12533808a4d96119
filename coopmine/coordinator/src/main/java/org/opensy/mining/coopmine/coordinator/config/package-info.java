/**
 * The coordinator's settings.
 *
 * <p>May depend on value types only.
 */
package org.opensy.mining.coopmine.coordinator.config;
