/**
 * The one way to the database: transactions, queries with their values, rows, and one unchecked
 * exception. The only package that sees {@code java.sql}.
 *
 * <p>May depend on the JDK only. Knows no table, and nothing of Jakarta: it works in the server, in
 * a command and in a test alike.
 */
package org.opensy.mining.pool.sql;
