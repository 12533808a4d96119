package org.opensy.mining.coopmine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.coopmine.coordinator.Coordinator;
import org.opensy.mining.coopmine.worker.hash.Hasher;
import org.opensy.mining.coopmine.worker.hash.HasherFactory;
import org.opensy.mining.coopmine.worker.hash.HasherSource;
import org.opensy.mining.randomx.KeyedHasher;
import org.opensy.mining.randomx.RandomXKey;
import org.opensy.mining.randomx.RandomXMode;
import org.opensy.mining.randomx.RandomXSettings;
import org.opensy.mining.stratum.protocol.Difficulty;
import org.opensy.mining.stratum.protocol.StratumJob;
import org.opensy.mining.stratum.protocol.Submit;
import org.opensy.mining.stratum.protocol.Target;

/** Pool, coordinator and workers together, over real sockets. */
class ClusterTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final Target EASY = Target.ofDifficulty(Difficulty.of(8));
  private static final Target HARD = Target.of(BigInteger.ONE.shiftLeft(200));
  private static final String KEY_1 = "11".repeat(32);
  private static final String KEY_2 = "22".repeat(32);

  private TestCluster cluster;

  @BeforeEach
  void start() {
    cluster = new TestCluster();
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void sharesArriveAtThePoolWithTheRightHashAndKeepArrivingAfterAKeyChange() throws IOException {
    StratumJob first = job("job-a", 1, EASY, KEY_1, 76);
    StratumJob second = job("job-b", 2, EASY, KEY_2, 39);
    try (ScriptedPool pool = ScriptedPool.start(first);
        Coordinator coordinator = cluster.coordinator(pool.port(), 0);
        CoopMineWorker worker = cluster.worker("one", coordinator.port())) {
      Await.until("shares of the first job", () -> sharesOf(pool, "job-a").size() >= 5);
      pool.give(second);
      Await.until("shares of the second job", () -> sharesOf(pool, "job-b").size() >= 5);
      Await.until("verdicts", () -> worker.shares().accepted() >= 10);
      assertThat(worker.hashes()).isPositive();
      assertThat(pool.logins()).hasSize(1);
      assertThat(pool.logins().get(0).login()).isEqualTo("an-address");
      assertThat(pool.logins().get(0).rigid()).isEqualTo("cluster");
      assertRightHashes(first, sharesOf(pool, "job-a"));
      assertRightHashes(second, sharesOf(pool, "job-b"));
    }
  }

  @Test
  void thePoolsRefusalIsBroughtBackAndCounted() throws IOException {
    try (ScriptedPool pool = ScriptedPool.start(job("job", 1, EASY, KEY_1, 76));
        Coordinator coordinator = cluster.coordinator(pool.port(), 0)) {
      pool.judge(submit -> Optional.of("Stale share"));
      try (CoopMineWorker worker = cluster.worker("one", coordinator.port())) {
        Await.until("refusals", () -> worker.shares().refused().containsKey("rejected_by_pool"));
        assertThat(worker.shares().accepted()).isZero();
      }
    }
  }

  @Test
  void workersFindBackToARestartedCoordinator() throws IOException {
    try (ScriptedPool pool = ScriptedPool.start(job("job", 1, EASY, KEY_1, 76))) {
      Coordinator before = cluster.coordinator(pool.port(), 0);
      int port = before.port();
      try (CoopMineWorker worker = cluster.worker("one", port)) {
        Await.until("a share", () -> worker.shares().accepted() >= 1);
        before.close();
        Await.until("the worker to notice", () -> !worker.isRegistered() && !worker.isHashing());
        long accepted = worker.shares().accepted();
        Coordinator after = cluster.coordinator(pool.port(), port);
        Await.until("another share", () -> worker.shares().accepted() > accepted);
        after.close();
      } finally {
        before.close();
      }
    }
  }

  @Test
  void theCoordinatorFindsBackToThePoolAndWorkersRestMeanwhile() throws IOException {
    int port;
    StratumJob job = job("job", 1, EASY, KEY_1, 76);
    try (ScriptedPool pool = ScriptedPool.start(job)) {
      port = pool.port();
      try (Coordinator coordinator = cluster.coordinator(port, 0);
          CoopMineWorker worker = cluster.worker("one", coordinator.port())) {
        Await.until("a share", () -> worker.shares().accepted() >= 1);
        pool.stop();
        Await.until("the worker to rest", () -> !worker.isHashing());
        assertThat(worker.isRegistered()).isTrue();
        Set<String> used = nonces(pool.submits());
        try (ScriptedPool again = ScriptedPool.start(port, job)) {
          Await.until("shares on the new connection", () -> again.submits().size() >= 3);
          assertThat(nonces(again.submits())).doesNotContainAnyElementsOf(used);
        }
      }
    }
  }

  @Test
  void twoWorkersNeverHashTheSameNonceWhileJobsAndSpansChange() throws IOException {
    Recorder one = new Recorder();
    Recorder two = new Recorder();
    try (ScriptedPool pool = ScriptedPool.start(job("a", 1, HARD, KEY_1, 76));
        Coordinator coordinator = cluster.coordinator(pool.port(), 0);
        CoopMineWorker first =
            cluster.worker(TestCluster.settings("one", coordinator.port()), one);
        CoopMineWorker second =
            cluster.worker(TestCluster.settings("two", coordinator.port()), two)) {
      BooleanSupplier both = () -> first.hashes() > 20_000 && second.hashes() > 20_000;
      Await.until("both to have fetched more spans", both);
      // The same blob with another target: the nonces go on.
      pool.give(job("b", 1, Target.of(HARD.toBigInteger().shiftRight(1)), KEY_1, 76));
      long now = first.hashes();
      Await.until("work on the second job", () -> first.hashes() > now + 20_000);
    }
    assertThat(one.repeated).isEmpty();
    assertThat(two.repeated).isEmpty();
    Set<String> common = new HashSet<>(one.inputs);
    common.retainAll(two.inputs);
    assertThat(common).isEmpty();
  }

  private static StratumJob job(String id, long height, Target target, String key, int offset) {
    byte[] blob = new byte[80];
    blob[0] = (byte) height;
    return new StratumJob(id, HEX.formatHex(blob), target, "rx/0", height, key, offset);
  }

  private static List<Submit> sharesOf(ScriptedPool pool, String job) {
    return pool.submits().stream().filter(submit -> submit.share().jobId().equals(job)).toList();
  }

  private static Set<String> nonces(List<Submit> submits) {
    Set<String> nonces = new HashSet<>();
    submits.forEach(submit -> nonces.add(submit.share().nonce()));
    return nonces;
  }

  private void assertRightHashes(StratumJob job, List<Submit> submits) {
    RandomXSettings light = RandomXSettings.of(RandomXMode.LIGHT);
    RandomXKey key = RandomXKey.ofHex(job.seedHash());
    assertThat(nonces(submits)).hasSameSizeAs(submits);
    try (KeyedHasher hasher = KeyedHasher.light(cluster.library(), key, light)) {
      for (Submit submit : submits) {
        byte[] input = job.blobBytes();
        byte[] nonce = HEX.parseHex(submit.share().nonce());
        System.arraycopy(nonce, 0, input, job.nonceOffset(), nonce.length);
        byte[] hash = hasher.hash(input);
        assertThat(submit.share().claim()).contains(HEX.formatHex(hash));
        assertThat(job.target().isMetBy(hash)).isTrue();
        assertThat(submit.algo()).isEqualTo("rx/0");
      }
    }
  }

  /** Hashes nothing, but notes its inputs. */
  private static final class Recorder implements HasherFactory {
    private final Set<String> inputs = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<String> repeated = new ConcurrentLinkedQueue<>();
    private final byte[] noShare = HEX.parseHex("ff".repeat(32));

    @Override
    public boolean oneAtATime() {
      return false;
    }

    @Override
    public HasherSource prepare(RandomXKey key, BooleanSupplier cancelled) {
      return new HasherSource() {
        @Override
        public RandomXKey key() {
          return key;
        }

        @Override
        public String description() {
          return "recorder";
        }

        @Override
        public Hasher newHasher() {
          return new Hasher() {
            @Override
            public byte[] hash(byte[] input) {
              String hex = HEX.formatHex(input);
              if (!inputs.add(hex)) {
                repeated.add(hex);
              }
              return noShare.clone();
            }

            @Override
            public void close() {}
          };
        }

        @Override
        public void close() {}
      };
    }
  }
}
