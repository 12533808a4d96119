package org.opensy.mining.pool.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Records that are synced at once, as one entry of the journal. All numbers are big-endian:
 *
 * <pre>
 * byte      version, 1
 * int       number of records
 * for each  int length, its bytes
 * int       CRC-32 of all before it
 * </pre>
 */
final class RecordGroup {
  private static final byte VERSION = 1;
  private static final int FRAME = 1 + Integer.BYTES + Integer.BYTES;

  private RecordGroup() {}

  /** Bytes that a record takes in a group. */
  static int sizeOf(byte[] record) {
    return Integer.BYTES + record.length;
  }

  static byte[] pack(List<byte[]> records) {
    int size = FRAME + records.stream().mapToInt(RecordGroup::sizeOf).sum();
    ByteBuffer out = ByteBuffer.allocate(size).put(VERSION).putInt(records.size());
    records.forEach(record -> out.putInt(record.length).put(record));
    return out.putInt(checksum(out.array(), out.position())).array();
  }

  /**
   * The records, or none if the bytes were not written completely: such a group was never
   * acknowledged.
   *
   * @throws JournalException if they were written by a release that does it differently
   */
  static List<byte[]> unpack(byte[] group) {
    int end = group.length - Integer.BYTES;
    ByteBuffer in = ByteBuffer.wrap(group);
    if (end < FRAME - Integer.BYTES || in.getInt(end) != checksum(group, end)) {
      return List.of();
    }
    byte version = in.get();
    if (version != VERSION) {
      throw new JournalException("the journal has a group of version " + version);
    }
    int count = in.getInt();
    List<byte[]> records = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      byte[] record = new byte[in.getInt()];
      in.get(record);
      records.add(record);
    }
    return records;
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32 sum = new CRC32();
    sum.update(bytes, 0, length);
    return (int) sum.getValue();
  }
}
