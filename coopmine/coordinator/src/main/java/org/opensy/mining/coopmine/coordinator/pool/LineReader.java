package org.opensy.mining.coopmine.coordinator.pool;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Lines of a byte stream, each at most {@code limit} bytes. A read that times out loses nothing:
 * the next call goes on where it stopped.
 *
 * <p>Not thread-safe.
 */
final class LineReader {
  private final InputStream in;
  private final byte[] buffer;
  private int from;
  private int to;

  LineReader(InputStream in, int limit) {
    this.in = in;
    this.buffer = new byte[limit + 1];
  }

  /**
   * The next line without its line feed.
   *
   * @return empty at the end of the stream
   * @throws java.net.SocketTimeoutException if the stream's read times out
   * @throws IOException if the stream fails or the line is longer than the limit
   */
  Optional<byte[]> next() throws IOException {
    int scanned = from;
    while (true) {
      for (; scanned < to; scanned++) {
        if (buffer[scanned] == '\n') {
          byte[] line = Arrays.copyOfRange(buffer, from, scanned);
          from = scanned + 1;
          return Optional.of(line);
        }
      }
      scanned -= from;
      compact();
      if (to == buffer.length) {
        throw new IOException("the pool sent a line of more than " + (to - 1) + " bytes");
      }
      int read = in.read(buffer, to, buffer.length - to);
      if (read < 0) {
        return Optional.empty();
      }
      to += read;
    }
  }

  private void compact() {
    System.arraycopy(buffer, from, buffer, 0, to - from);
    to -= from;
    from = 0;
  }
}
