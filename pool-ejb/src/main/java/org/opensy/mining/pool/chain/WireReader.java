package org.opensy.mining.pool.chain;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads the chain's serialisation with every length checked against what is left, so that a hostile
 * count never allocates more than the input holds. Not thread-safe.
 */
final class WireReader {
  private final ByteBuffer in;

  WireReader(byte[] data) {
    in = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
  }

  int position() {
    return in.position();
  }

  int remaining() {
    return in.remaining();
  }

  int peek(int ahead) {
    require(ahead + 1L);
    return in.get(in.position() + ahead) & 0xff;
  }

  int unsignedByte() {
    require(1);
    return in.get() & 0xff;
  }

  int int32() {
    require(4);
    return in.getInt();
  }

  long uint32() {
    return Integer.toUnsignedLong(int32());
  }

  long int64() {
    require(8);
    return in.getLong();
  }

  byte[] bytes(long count) {
    require(count);
    byte[] out = new byte[(int) count];
    in.get(out);
    return out;
  }

  Hash256 hash() {
    return Hash256.wrap(bytes(Hash256.SIZE));
  }

  /** Bytes preceded by their count. */
  Bytes variableBytes() {
    return Bytes.wrap(bytes(compactSize()));
  }

  /** A count of items, each of which takes at least {@code minimumSize} bytes of what is left. */
  int count(int minimumSize) {
    long count = compactSize();
    if (count > remaining() / minimumSize) {
      throw new ChainFormatException("count " + count + " is more than the data can hold");
    }
    return (int) count;
  }

  /** The chain's variable-length integer; only its shortest form, as the node insists. */
  long compactSize() {
    int first = unsignedByte();
    if (first < 0xfd) {
      return first;
    }
    long value =
        switch (first) {
          case 0xfd -> unsigned16();
          case 0xfe -> uint32();
          default -> int64();
        };
    if (value < 0 || CompactSize.sizeOf(value) != sizeAnnouncedBy(first)) {
      throw new ChainFormatException("compact size is not in its shortest form or too large");
    }
    return value;
  }

  void requireEnd() {
    if (in.hasRemaining()) {
      throw new ChainFormatException(in.remaining() + " bytes left over");
    }
  }

  private int unsigned16() {
    require(2);
    return in.getShort() & 0xffff;
  }

  private static int sizeAnnouncedBy(int first) {
    return switch (first) {
      case 0xfd -> 3;
      case 0xfe -> 5;
      default -> 9;
    };
  }

  private void require(long count) {
    if (count < 0 || count > in.remaining()) {
      throw new ChainFormatException(
          "data ends at byte " + in.limit() + ", " + count + " more were expected");
    }
  }
}
