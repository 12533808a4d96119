package org.opensy.mining.coopmine.worker.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.opensy.mining.coopmine.protocol.NonceSpan;

class NonceSupplyTest {
  private final AtomicInteger asked = new AtomicInteger();
  private final NonceSupply supply = new NonceSupply(asked::incrementAndGet);

  @Test
  void cutsSpansIntoSlicesWithoutGapsAndEndsAfterTheLast() throws InterruptedException {
    supply.add(new NonceSpan(1000, 150));
    supply.end();
    assertThat(supply.take()).contains(new NonceSpan(1000, 64));
    assertThat(supply.take()).contains(new NonceSpan(1064, 64));
    assertThat(supply.take()).contains(new NonceSpan(1128, 22));
    assertThat(supply.take()).isEmpty();
    assertThat(asked).hasValue(0);
  }

  @Test
  void asksOnceWhenAQuarterIsLeftAndAgainAfterMoreHasCome() throws InterruptedException {
    supply.add(new NonceSpan(0, 640));
    for (int slice = 0; slice < 8; slice++) {
      assertThat(supply.take()).isPresent();
    }
    assertThat(asked).hasValue(0);
    assertThat(supply.take()).isPresent();
    assertThat(asked).hasValue(1);
    assertThat(supply.take()).isPresent();
    assertThat(asked).hasValue(1);
    supply.add(new NonceSpan(640, 64));
    assertThat(supply.take()).contains(new NonceSpan(640, 64));
    supply.add(new NonceSpan(704, 64));
    assertThat(supply.take()).isPresent();
    assertThat(asked.get()).isGreaterThanOrEqualTo(1);
  }

  @Test
  void givesNothingAnyMoreWhenTheTaskIsOver() throws InterruptedException {
    supply.add(new NonceSpan(0, 640));
    supply.close();
    supply.add(new NonceSpan(640, 640));
    assertThat(supply.take()).isEqualTo(Optional.empty());
  }
}
