/**
 * Shares, miners, workers and blocks in PostgreSQL: migrations, partitions, the journal in front of
 * them, batch writes and JPA entities.
 *
 * <p>May depend on {@code chain}, {@code job}, {@code share}, {@code reward}, {@code config},
 * {@code timer}, {@code journal}, JPA, JTA, EJB, CDI, JDBC and Flyway. Knows nothing of Stratum,
 * the node or Redis.
 */
package org.opensy.mining.pool.ledger;
