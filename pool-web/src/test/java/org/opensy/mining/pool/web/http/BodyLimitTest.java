package org.opensy.mining.pool.web.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.ClientErrorException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Instant;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BodyLimitTest {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

  private static byte[] read(InputStream in) {
    return new BodyLimit(() -> NOW).read(in, -1);
  }

  private static int status(Throwable refusal) {
    return ((ClientErrorException) refusal).getResponse().getStatus();
  }

  @Test
  void sixteenKibibytesAreReadAndNotOneMore() {
    assertThat(read(new ByteArrayInputStream(new byte[16_384]))).hasSize(16_384);
    assertThatThrownBy(() -> read(new ByteArrayInputStream(new byte[16_385])))
        .satisfies(refusal -> assertThat(status(refusal)).isEqualTo(413));
  }

  private static InputStream stalled() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException("time-out");
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        throw new IOException("time-out");
      }
    };
  }

  @Test
  void aReadThatTheServerGivesUpIsATimeOut() {
    assertThatThrownBy(() -> read(stalled()))
        .satisfies(refusal -> assertThat(status(refusal)).isEqualTo(408));
  }

  @Test
  void nothingIsWaitedForAfterTheLengthThatWasAnnounced() {
    InputStream open =
        new SequenceInputStream(new ByteArrayInputStream("{\"a\":1}".getBytes(UTF_8)), stalled());
    assertThat(new BodyLimit(() -> NOW).read(open, 7)).asString(UTF_8).isEqualTo("{\"a\":1}");
  }

  @Test
  void aBodyThatDripsIsATimeOutAfterTenSeconds() {
    Iterator<Instant> everyFourSeconds =
        Stream.iterate(NOW, time -> time.plusSeconds(4)).iterator();
    InputStream drip =
        new InputStream() {
          private int drops;

          @Override
          public int read() {
            return 'x';
          }

          @Override
          public int read(byte[] into, int offset, int length) {
            into[offset] = 'x';
            return ++drops <= 4 ? 1 : -1;
          }
        };
    assertThatThrownBy(() -> new BodyLimit(everyFourSeconds::next).read(drip, -1))
        .satisfies(refusal -> assertThat(status(refusal)).isEqualTo(408));
  }
}
