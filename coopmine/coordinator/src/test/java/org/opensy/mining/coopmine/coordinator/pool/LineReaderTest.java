package org.opensy.mining.coopmine.coordinator.pool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineReaderTest {
  @Test
  void cutsTheStreamAtLineFeedsWhereverReadsEnd() throws IOException {
    LineReader lines = new LineReader(dripping("one\ntwo\n\nthree"), 10);
    assertThat(text(lines.next())).isEqualTo("one");
    assertThat(text(lines.next())).isEqualTo("two");
    assertThat(text(lines.next())).isEmpty();
    assertThat(lines.next()).isEmpty();
  }

  @Test
  void takesALineOfTheLimitButNotOneByteMore() throws IOException {
    assertThat(text(new LineReader(stream("12345\n"), 5).next())).isEqualTo("12345");
    LineReader lines = new LineReader(stream("123456\n"), 5);
    assertThatThrownBy(lines::next).isInstanceOf(IOException.class).hasMessageContaining("5");
  }

  @Test
  void goesOnAfterATimeOut() throws IOException {
    InputStream in = stream("abcd\n");
    LineReader lines =
        new LineReader(
            new InputStream() {
              private int reads;

              @Override
              public int read() throws IOException {
                return in.read();
              }

              @Override
              public int read(byte[] to, int from, int length) throws IOException {
                if (++reads % 2 == 0) {
                  throw new SocketTimeoutException();
                }
                return in.read(to, from, 2);
              }
            },
            10);
    assertThatThrownBy(lines::next).isInstanceOf(SocketTimeoutException.class);
    assertThatThrownBy(lines::next).isInstanceOf(SocketTimeoutException.class);
    assertThat(text(lines.next())).isEqualTo("abcd");
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private static InputStream dripping(String text) {
    InputStream whole = stream(text);
    return new InputStream() {
      @Override
      public int read() throws IOException {
        return whole.read();
      }

      @Override
      public int read(byte[] to, int from, int length) throws IOException {
        return whole.read(to, from, 1);
      }
    };
  }

  private static String text(Optional<byte[]> line) {
    return new String(line.orElseThrow(), UTF_8);
  }
}
