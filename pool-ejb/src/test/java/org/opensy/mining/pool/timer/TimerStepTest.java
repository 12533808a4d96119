package org.opensy.mining.pool.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TimerStepTest {
  private final TimerStep step = new TimerStep("test");

  @Test
  void noExceptionReachesTheContainerAndTheNextRunHappens() {
    AtomicInteger runs = new AtomicInteger();
    for (int i = 0; i < 3; i++) {
      assertThatCode(
              () ->
                  step.run(
                      () -> {
                        runs.incrementAndGet();
                        throw new IllegalStateException("broken");
                      }))
          .doesNotThrowAnyException();
    }
    step.run(runs::incrementAndGet);
    assertThat(runs).hasValue(4);
  }
}
