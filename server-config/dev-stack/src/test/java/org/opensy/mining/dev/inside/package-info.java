/**
 * Tests that Arquillian runs inside the server, next to the beans of {@code pool.ear}.
 *
 * <p>May depend on {@code dev.stack}, Arquillian, Jakarta EE, MicroProfile and the pool's public
 * classes.
 */
package org.opensy.mining.dev.inside;
