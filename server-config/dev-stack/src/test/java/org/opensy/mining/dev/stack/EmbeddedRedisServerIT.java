package org.opensy.mining.dev.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EmbeddedRedisServerIT {
  private final Path work = TestPaths.fresh(EmbeddedRedisServerIT.class);

  @Test
  void serverAnswersAfterStartAndFreesItsPortAfterStop() {
    try (EmbeddedRedisServer server = new EmbeddedRedisServer(work, Ports.free())) {
      server.start();
      assertThat(Ports.isFree(server.port())).isFalse();
      server.stop();
      assertThat(Ports.isFree(server.port())).isTrue();
      server.start();
      assertThat(Ports.isFree(server.port())).isFalse();
    }
  }

  @Test
  void takenPortIsRefusedInsteadOfTalkingToAnotherServer() {
    int port = Ports.free();
    try (EmbeddedRedisServer first = new EmbeddedRedisServer(work.resolve("first"), port);
        EmbeddedRedisServer second = new EmbeddedRedisServer(work.resolve("second"), port)) {
      first.start();
      assertThatThrownBy(second::start)
          .isInstanceOf(StackException.class)
          .hasMessage("port " + port + " for Redis is taken");
    }
  }
}
