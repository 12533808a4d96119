/**
 * RandomX, the proof of work of the OpenSY chain, through librandomx and JNA.
 *
 * <p>May depend on the JDK and JNA only: no Jakarta, no logging framework, no other module of this
 * project. {@link org.opensy.mining.randomx.RandomXNative} keeps the C names; everything public
 * checks state before a native call, so misuse is an exception and never a crash of the JVM.
 *
 * <p>The usual way in: {@link org.opensy.mining.randomx.RandomXLibrary#load}, then one {@link
 * org.opensy.mining.randomx.KeyedHashers} for the process.
 */
package org.opensy.mining.randomx;
