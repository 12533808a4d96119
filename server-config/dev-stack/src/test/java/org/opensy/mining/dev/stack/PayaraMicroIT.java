package org.opensy.mining.dev.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PayaraMicroIT {
  private final StackPaths paths = StackPaths.fromSystemProperties();
  private final Path work = TestPaths.fresh(PayaraMicroIT.class);

  @Test
  void warIsServedAndABrokenOneAfterItIsRefusedWithTheReason() throws Exception {
    try (PayaraMicro good = micro(Wars.with(work.resolve("good.war"), "index.html", "mines"))) {
      good.start();
      assertThat(Http.get(good.httpPort(), "/")).isEqualTo("mines");
      good.stop();
      assertThat(Ports.isFree(good.httpPort())).isTrue();
    }
    String listener = "<listener><listener-class>no.SuchClass</listener-class></listener>";
    Path war =
        Wars.with(
            work.resolve("bad.war"), "WEB-INF/web.xml", "<web-app>" + listener + "</web-app>");
    try (PayaraMicro bad = micro(war)) {
      assertThatThrownBy(bad::start)
          .isInstanceOf(StackException.class)
          .hasMessageContaining("no.SuchClass")
          .hasMessageContaining("micro.log");
    }
  }

  private PayaraMicro micro(Path war) {
    return new PayaraMicro(
        paths.payaraMicro(),
        work.resolve("micro"),
        new PayaraMicro.Settings("Test instance", war, Ports.free(), 256, Map.of()));
  }
}
