/**
 * The command {@code pool-migrate}: brings the database's schema up to date as the role that owns
 * it, so that the server need not know that role's password.
 */
package org.opensy.mining.migrate;
