package org.opensy.mining.pool.chain;

import java.io.ByteArrayOutputStream;

/**
 * Writes the chain's serialisation: integers little-endian, counts as compact sizes. Not
 * thread-safe.
 */
final class WireWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  WireWriter unsignedByte(int value) {
    out.write(value);
    return this;
  }

  WireWriter int32(int value) {
    return littleEndian(value, 4);
  }

  WireWriter uint32(long value) {
    return littleEndian(value, 4);
  }

  WireWriter int64(long value) {
    return littleEndian(value, 8);
  }

  WireWriter bytes(byte[] value) {
    out.writeBytes(value);
    return this;
  }

  WireWriter bytes(Bytes value) {
    return bytes(value.raw());
  }

  WireWriter hash(Hash256 value) {
    return bytes(value.raw());
  }

  WireWriter variableBytes(Bytes value) {
    return compactSize(value.size()).bytes(value);
  }

  WireWriter compactSize(long value) {
    int size = CompactSize.sizeOf(value);
    if (size > 1) {
      out.write(size == 3 ? 0xfd : size == 5 ? 0xfe : 0xff);
    }
    return littleEndian(value, size == 1 ? 1 : size - 1);
  }

  byte[] toArray() {
    return out.toByteArray();
  }

  private WireWriter littleEndian(long value, int size) {
    for (int i = 0; i < size; i++) {
      out.write((int) (value >>> (8 * i)));
    }
    return this;
  }
}
