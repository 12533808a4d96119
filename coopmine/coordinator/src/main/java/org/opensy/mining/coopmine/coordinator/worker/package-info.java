/**
 * Who works for the coordinator, and what each has done.
 *
 * <p>Pure: may depend on {@code coordinator.job} only.
 */
package org.opensy.mining.coopmine.coordinator.worker;
