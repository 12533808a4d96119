/**
 * What comes before the resources: on which listener a path is served, whom a request comes from,
 * and how much of it is taken.
 *
 * <p>May depend on {@code pool.ban}, {@code pool.config}, {@code pool.metrics}, {@code
 * pool.protection} and {@code stratum.api}; knows no resource.
 */
package org.opensy.mining.pool.web.http;
