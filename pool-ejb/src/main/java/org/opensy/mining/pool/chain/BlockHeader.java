package org.opensy.mining.pool.chain;

/**
 * The 80-byte header: version 4 | previous block hash 32 | merkle root 32 | time 4 | bits 4 | nonce
 * 4, integers little-endian, hashes in internal order. RandomX of these bytes is the proof of work,
 * SHA256d of them the block's hash. Thread-safe.
 *
 * @param version signed 32 bits
 * @param previousBlockHash the block on which this one builds
 * @param merkleRoot over the transactions' ids
 * @param time seconds since 1970, 0..2^32-1
 * @param bits the network target
 * @param nonce the four bytes at offset 76, read little-endian
 */
public record BlockHeader(
    int version,
    BlockHash previousBlockHash,
    Hash256 merkleRoot,
    long time,
    CompactBits bits,
    int nonce) {
  /** Length in bytes. */
  public static final int SIZE = 80;

  /** Offset of the previous block's hash. */
  public static final int PREVIOUS_OFFSET = 4;

  /** Offset of the merkle root. */
  public static final int MERKLE_ROOT_OFFSET = 36;

  /** Offset of the nonce. */
  public static final int NONCE_OFFSET = 76;

  /** Refuses a time that four bytes do not hold. */
  public BlockHeader {
    if (time < 0 || time > TxInput.MAX_UINT32) {
      throw new ChainFormatException("header time out of range: " + time);
    }
  }

  /**
   * Parses exactly 80 bytes.
   *
   * @throws ChainFormatException on any other length
   */
  public static BlockHeader parse(byte[] data) {
    WireReader in = new WireReader(data);
    BlockHeader header = readFrom(in);
    in.requireEnd();
    return header;
  }

  static BlockHeader readFrom(WireReader in) {
    return new BlockHeader(
        in.int32(),
        new BlockHash(in.hash()),
        in.hash(),
        in.uint32(),
        new CompactBits(in.int32()),
        in.int32());
  }

  /** The 80 bytes. */
  public byte[] serialize() {
    return new WireWriter()
        .int32(version)
        .hash(previousBlockHash.value())
        .hash(merkleRoot)
        .uint32(time)
        .int32(bits.value())
        .int32(nonce)
        .toArray();
  }

  /** SHA256d of the 80 bytes. */
  public BlockHash hash() {
    return new BlockHash(Sha256d.of(serialize()));
  }

  /** The same header with another nonce. */
  public BlockHeader withNonce(int newNonce) {
    return new BlockHeader(version, previousBlockHash, merkleRoot, time, bits, newNonce);
  }
}
