package org.opensy.mining.dev.node.wire;

import java.io.ByteArrayOutputStream;

/** Writes little-endian fields. Not thread-safe. */
final class WireWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

  WireWriter u8(int value) {
    out.write(value);
    return this;
  }

  WireWriter i32(long value) {
    return littleEndian(value, 4);
  }

  WireWriter i64(long value) {
    return littleEndian(value, 8);
  }

  WireWriter bytes(byte[] value) {
    out.writeBytes(value);
    return this;
  }

  WireWriter varBytes(Bytes value) {
    return count(value.length()).bytes(value.toArray());
  }

  WireWriter count(long value) {
    if (value < 0xfd) {
      return u8((int) value);
    }
    if (value <= 0xffff) {
      return u8(0xfd).littleEndian(value, 2);
    }
    return u8(0xfe).littleEndian(value, 4);
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  private WireWriter littleEndian(long value, int length) {
    for (int i = 0; i < length; i++) {
      out.write((int) (value >>> (8 * i)));
    }
    return this;
  }
}
