/**
 * The regtest chain: consensus checks, the tree of blocks, coins, mempool and block templates.
 *
 * <p>Source of the rules: OpenSY 0.1.0, commit 2de3d7a, {@code validation.cpp}, {@code pow.cpp},
 * {@code consensus/tx_check.cpp}, {@code consensus/tx_verify.cpp}; the reasons are its words. Not
 * checked here: scripts and signatures, signature operation counts, BIP68 relative locks. Depends
 * on {@code dev.node.wire} and the JDK only; no threads, no clock, no files.
 */
package org.opensy.mining.dev.node.chain;
