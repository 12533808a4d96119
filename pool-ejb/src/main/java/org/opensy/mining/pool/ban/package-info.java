/**
 * Who is kept out: scores of sources that misbehave, and the bans in force.
 *
 * <p>Plain Java; may depend on {@code stratum.api} ({@code Subnet}, {@code Offence}). Knows no
 * clock, no thread and no container.
 */
package org.opensy.mining.pool.ban;
