package org.opensy.mining.pool.chain;

import java.util.List;

/** Joins a solved header, a coinbase and the template's transactions to the bytes of a block. */
public final class BlockAssembly {
  private BlockAssembly() {}

  /**
   * The serialised block.
   *
   * @param header 80 bytes
   * @param coinbase as it stands in the block, witness included
   * @param others the template's transactions, in order
   */
  public static Bytes assemble(byte[] header, byte[] coinbase, List<TemplateTransaction> others) {
    if (header.length != BlockHeader.SIZE) {
      throw new IllegalArgumentException("a header has 80 bytes, not " + header.length);
    }
    WireWriter out = new WireWriter().bytes(header);
    out.compactSize(1L + others.size()).bytes(coinbase);
    others.forEach(transaction -> out.bytes(transaction.data()));
    return Bytes.wrap(out.toArray());
  }
}
