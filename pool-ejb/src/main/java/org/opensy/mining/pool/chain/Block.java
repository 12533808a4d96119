package org.opensy.mining.pool.chain;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A block: header and transactions, the coinbase first. Parsing checks the form only; what the form
 * cannot say (target, roots, amounts) is for the caller to check. Thread-safe.
 *
 * @param header the 80 bytes that are hashed
 * @param transactions in order
 */
public record Block(BlockHeader header, List<Transaction> transactions) {
  /** The most bytes that a block may have, witnesses included. */
  public static final int MAX_SIZE = 4_000_000;

  private static final int MIN_TRANSACTION = 10;

  /** Copies the list. */
  public Block {
    transactions = List.copyOf(transactions);
  }

  /**
   * Parses exactly one block.
   *
   * @throws ChainFormatException if the bytes are not exactly one block of at most {@link
   *     #MAX_SIZE}
   */
  public static Block parse(byte[] data) {
    if (data.length > MAX_SIZE) {
      throw new ChainFormatException("block of " + data.length + " bytes is too large");
    }
    WireReader in = new WireReader(data);
    BlockHeader header = BlockHeader.readFrom(in);
    int count = in.count(MIN_TRANSACTION);
    List<Transaction> transactions = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      transactions.add(Transaction.readFrom(in));
    }
    in.requireEnd();
    return new Block(header, transactions);
  }

  /** Parses hex digits; see {@link #parse(byte[])}. */
  public static Block parseHex(String hex) {
    return parse(Bytes.ofHex(hex).raw());
  }

  /** SHA256d of the header. */
  public BlockHash hash() {
    return header.hash();
  }

  /**
   * The first transaction.
   *
   * @throws ChainFormatException if there is none
   */
  public Transaction coinbase() {
    if (transactions.isEmpty()) {
      throw new ChainFormatException("block without transactions");
    }
    return transactions.get(0);
  }

  /** The merkle root that the header should carry. */
  public Hash256 computeMerkleRoot() {
    return MerkleTree.root(transactionIds());
  }

  /** The ids, as leaves of the merkle tree. */
  public List<Hash256> transactionIds() {
    return transactions.stream().map(transaction -> transaction.id().value()).toList();
  }

  /** All bytes, witnesses included. */
  public byte[] serialize() {
    WireWriter out = new WireWriter().bytes(header.serialize()).compactSize(transactions.size());
    transactions.forEach(transaction -> out.bytes(transaction.serialize()));
    return out.toArray();
  }

  /** All bytes in hex: what {@code submitblock} takes. */
  public String toHex() {
    return HexFormat.of().formatHex(serialize());
  }
}
