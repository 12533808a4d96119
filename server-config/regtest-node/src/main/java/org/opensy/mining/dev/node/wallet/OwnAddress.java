package org.opensy.mining.dev.node.wallet;

import org.opensy.mining.dev.node.wire.Bytes;

/**
 * An address that a wallet made.
 *
 * @param text as printed
 * @param script what pays to it
 * @param label of the address book
 * @param change made for change, hence not in the address book
 */
public record OwnAddress(String text, Bytes script, String label, boolean change) {}
