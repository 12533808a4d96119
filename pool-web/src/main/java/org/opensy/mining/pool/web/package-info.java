/**
 * What operators and dashboards see over HTTP: REST resources under {@code /api/v1}, health and
 * readiness, the dashboard page.
 *
 * <p>May depend on Jakarta, MicroProfile and the pool's packages; nothing depends on it.
 */
package org.opensy.mining.pool.web;
