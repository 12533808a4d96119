package org.opensy.mining.pool.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensy.mining.pool.job.SeenSolutions.Registration.ADDED;
import static org.opensy.mining.pool.job.SeenSolutions.Registration.DUPLICATE;
import static org.opensy.mining.pool.job.SeenSolutions.Registration.FULL;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SeenSolutionsTest {
  private final SeenSolutions seen = new SeenSolutions(2);

  @Test
  void theSecondRegistrationIsADuplicate() {
    assertThat(seen.register(new Nonce(1))).isEqualTo(ADDED);
    assertThat(seen.register(new Nonce(1))).isEqualTo(DUPLICATE);
    assertThat(seen.contains(new Nonce(1))).isTrue();
    assertThat(seen.contains(new Nonce(2))).isFalse();
  }

  @Test
  void aFullSetTakesNoMoreButStillKnowsItsOwn() {
    seen.register(new Nonce(1));
    seen.register(new Nonce(2));

    assertThat(seen.register(new Nonce(3))).isEqualTo(FULL);
    assertThat(seen.register(new Nonce(2))).isEqualTo(DUPLICATE);
    assertThat(seen.contains(new Nonce(3))).isFalse();
  }

  @Test
  void aFullSetHasAReserveForAThousandBlocks() {
    seen.register(new Nonce(1));
    seen.register(new Nonce(2));

    for (int i = 0; i < 1024; i++) {
      assertThat(seen.registerBlock(new Nonce(10 + i))).isEqualTo(ADDED);
    }
    assertThat(seen.registerBlock(new Nonce(9))).isEqualTo(FULL);
    assertThat(seen.registerBlock(new Nonce(10))).isEqualTo(DUPLICATE);
  }

  @Test
  void aReleasedNonceMayComeAgain() {
    seen.register(new Nonce(1));
    seen.release(new Nonce(1));

    assertThat(seen.register(new Nonce(1))).isEqualTo(ADDED);
  }

  @Test
  void whatWasNeverRegisteredMayBeReleased() {
    seen.release(new Nonce(1));

    assertThat(seen.register(new Nonce(1))).isEqualTo(ADDED);
  }

  @Test
  void aSolutionIsAllThatTheMinerChose() {
    seen.register(new RolledSolution(1, 2, new Nonce(3)));

    assertThat(seen.register(new RolledSolution(1, 2, new Nonce(3)))).isEqualTo(DUPLICATE);
    assertThat(seen.contains(new RolledSolution(0, 2, new Nonce(3)))).isFalse();
    assertThat(seen.contains(new RolledSolution(1, 0, new Nonce(3)))).isFalse();
    assertThat(seen.contains(new RolledSolution(1, 2, new Nonce(0)))).isFalse();
    assertThat(seen.contains(new Nonce(3))).isFalse();
  }

  @Test
  void ofManyConcurrentRegistrationsOneIsAdded() throws Exception {
    int threads = 4;
    CyclicBarrier start = new CyclicBarrier(threads);
    Callable<SeenSolutions.Registration> register =
        () -> {
          start.await();
          return seen.register(new Nonce(9));
        };
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<SeenSolutions.Registration>> answers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        answers.add(executor.submit(register));
      }
      List<SeenSolutions.Registration> results = new ArrayList<>();
      for (Future<SeenSolutions.Registration> answer : answers) {
        results.add(answer.get());
      }
      assertThat(results).containsExactlyInAnyOrder(ADDED, DUPLICATE, DUPLICATE, DUPLICATE);
    } finally {
      executor.shutdownNow();
    }
  }
}
