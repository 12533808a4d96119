package org.opensy.mining.dev.node.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * A block.
 *
 * @param header its header
 * @param transactions coinbase first; empty only in data that is yet to be checked
 */
public record Block(BlockHeader header, List<Tx> transactions) {
  /** Copies the list. */
  public Block {
    transactions = List.copyOf(transactions);
  }

  /** Parses a block; bytes after it are ignored, as the node ignores them. */
  public static Block parse(byte[] data) throws WireFormatException {
    WireReader in = new WireReader(data);
    BlockHeader header = BlockHeader.read(in);
    int count = in.count();
    List<Tx> transactions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      transactions.add(Tx.read(in));
    }
    return new Block(header, transactions);
  }

  /** Full serialisation. */
  public byte[] toBytes() {
    WireWriter out = new WireWriter().bytes(header.toBytes()).count(transactions.size());
    transactions.forEach(tx -> out.bytes(tx.toBytes()));
    return out.toBytes();
  }

  /** Length without witnesses in bytes. */
  public int strippedSize() {
    WireWriter count = new WireWriter().count(transactions.size());
    return BlockHeader.LENGTH
        + count.toBytes().length
        + transactions.stream().mapToInt(tx -> tx.stripped().length).sum();
  }

  /** Three times the stripped size plus the full size. */
  public int weight() {
    return 3 * strippedSize() + toBytes().length;
  }

  /** The block hash. */
  public Hash256 hash() {
    return header.hash();
  }

  /** The same block with another coinbase. */
  public Block withCoinbase(Tx coinbase) {
    List<Tx> changed = new ArrayList<>(transactions);
    changed.set(0, coinbase);
    return new Block(header, changed);
  }
}
