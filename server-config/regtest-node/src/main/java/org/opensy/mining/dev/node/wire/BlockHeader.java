package org.opensy.mining.dev.node.wire;

/**
 * The 80 bytes that are hashed.
 *
 * @param version signed version
 * @param previous hash of the parent
 * @param merkleRoot root of the transaction ids
 * @param time seconds since 1970, 0..4294967295
 * @param bits compact target
 * @param nonce 32 bits, as at offset 76 little-endian
 */
public record BlockHeader(
    int version, Hash256 previous, Hash256 merkleRoot, long time, int bits, int nonce) {
  /** Length in bytes. */
  public static final int LENGTH = 80;

  static BlockHeader read(WireReader in) throws WireFormatException {
    return new BlockHeader(in.i32(), in.hash(), in.hash(), in.u32(), in.i32(), in.i32());
  }

  /** The 80 bytes, little-endian. */
  public byte[] toBytes() {
    return new WireWriter()
        .i32(version)
        .bytes(previous.internal())
        .bytes(merkleRoot.internal())
        .i32(time)
        .i32(bits)
        .i32(nonce)
        .toBytes();
  }

  /** The block hash: double SHA-256, not the proof of work. */
  public Hash256 hash() {
    return Hash256.sha256d(toBytes());
  }

  /** The same header with another nonce. */
  public BlockHeader withNonce(int other) {
    return new BlockHeader(version, previous, merkleRoot, time, bits, other);
  }
}
