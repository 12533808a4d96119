/**
 * Who may do what: roles, signing keys and the tokens that the pool issues itself.
 *
 * <p>May depend on nothing but the JDK and Jackson. No Jakarta, logging, clock or thread.
 */
package org.opensy.mining.pool.auth;
