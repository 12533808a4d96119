package org.opensy.mining.dev.node.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads little-endian fields off a byte array. Not thread-safe. */
final class WireReader {
  /** No serialised vector may announce more elements than this (the node's MAX_SIZE). */
  private static final long MAX_SIZE = 0x02000000L;

  private final ByteBuffer in;

  WireReader(byte[] data) {
    in = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
  }

  int remaining() {
    return in.remaining();
  }

  int position() {
    return in.position();
  }

  void position(int position) {
    in.position(position);
  }

  int u8() throws WireFormatException {
    need(1);
    return in.get() & 0xff;
  }

  int i32() throws WireFormatException {
    need(4);
    return in.getInt();
  }

  long u32() throws WireFormatException {
    return Integer.toUnsignedLong(i32());
  }

  long i64() throws WireFormatException {
    need(8);
    return in.getLong();
  }

  Hash256 hash() throws WireFormatException {
    return Hash256.of(bytes(Hash256.LENGTH));
  }

  byte[] bytes(int count) throws WireFormatException {
    need(count);
    byte[] result = new byte[count];
    in.get(result);
    return result;
  }

  /** Length-prefixed bytes. */
  Bytes varBytes() throws WireFormatException {
    return Bytes.of(bytes(count()));
  }

  /** A compact size in canonical form, bounded so that nothing is allocated on a lie. */
  int count() throws WireFormatException {
    int first = u8();
    long value =
        switch (first) {
          case 0xfd -> atLeast(0xfd, u16());
          case 0xfe -> atLeast(0x10000L, u32());
          case 0xff -> atLeast(0x100000000L, i64());
          default -> first;
        };
    if (value > MAX_SIZE) {
      throw new WireFormatException("size too large");
    }
    return (int) value;
  }

  private int u16() throws WireFormatException {
    need(2);
    return in.getShort() & 0xffff;
  }

  private static long atLeast(long minimum, long value) throws WireFormatException {
    if (value < minimum) {
      throw new WireFormatException("non-canonical compact size");
    }
    return value;
  }

  private void need(int count) throws WireFormatException {
    if (count > in.remaining()) {
      throw new WireFormatException("end of data");
    }
  }
}
