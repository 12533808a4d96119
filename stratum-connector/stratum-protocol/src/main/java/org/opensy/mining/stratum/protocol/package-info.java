/**
 * Stratum in the dialects of XMRig and of Bitcoin as values and a codec, and the two numbers it is
 * about: {@link org.opensy.mining.stratum.protocol.Target} and {@link
 * org.opensy.mining.stratum.protocol.Difficulty}.
 *
 * <p>May depend on the JDK and jackson-core only: no Netty, no Jakarta, no pool.
 */
package org.opensy.mining.stratum.protocol;
