package org.opensy.mining.pool.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WrongTokensTest {
  private static final InetAddress CLIENT = InetAddress.getLoopbackAddress();
  private static final Logger LOG = Logger.getLogger(WrongTokens.class.getName());

  private final List<InetAddress> offenders = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-27T12:00:00Z");
  private final WrongTokens tokens = new WrongTokens(offenders::add, () -> now);

  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          lines.add(new SimpleFormatter().formatMessage(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    LOG.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    LOG.removeHandler(handler);
  }

  @Test
  void eachIsAnOffenceAndTheLogHasALineASecondWithTheirNumber() {
    for (int i = 0; i < 100; i++) {
      tokens.shownBy(CLIENT);
    }
    now = now.plusSeconds(1);
    tokens.shownBy(CLIENT);

    assertThat(offenders).hasSize(101).containsOnly(CLIENT);
    assertThat(lines)
        .containsExactly(
            "POOL-7002 wrong operator's token, 1 since the last such line, the latest from"
                + " 127.0.0.1",
            "POOL-7002 wrong operator's token, 100 since the last such line, the latest from"
                + " 127.0.0.1");
  }
}
