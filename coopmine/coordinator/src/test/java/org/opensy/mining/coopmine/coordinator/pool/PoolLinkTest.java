package org.opensy.mining.coopmine.coordinator.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.opensy.mining.coopmine.coordinator.job.PoolJob;
import org.opensy.mining.stratum.protocol.Dialect;
import org.opensy.mining.stratum.protocol.Difficulty;
import org.opensy.mining.stratum.protocol.LoginResult;
import org.opensy.mining.stratum.protocol.RpcId;
import org.opensy.mining.stratum.protocol.StratumCodec;
import org.opensy.mining.stratum.protocol.StratumJob;
import org.opensy.mining.stratum.protocol.Target;

class PoolLinkTest {
  private static final Duration SOON = Duration.ofMillis(10);
  private static final StratumJob JOB =
      new StratumJob(
          "1",
          "00".repeat(80),
          Target.ofDifficulty(Difficulty.of(16)),
          "rx/0",
          7,
          "11".repeat(32),
          StratumJob.OPENSY_NONCE_OFFSET);

  @Test
  void aFailureThatNobodyExpectsEndsTheSessionAndNotTheLink() throws Exception {
    BlockingQueue<PoolJob> jobs = new LinkedBlockingQueue<>();
    AtomicBoolean failed = new AtomicBoolean();
    Consumer<Optional<PoolJob>> failsOnce =
        job -> {
          if (job.isPresent() && failed.compareAndSet(false, true)) {
            throw new IllegalStateException("zip file closed");
          }
          job.ifPresent(jobs::add);
        };
    try (ServerSocket pool = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
      Thread miners = daemon(() -> serve(pool));
      PoolAddress address = new PoolAddress("127.0.0.1", pool.getLocalPort());
      try (PoolLink link =
          new PoolLink(
              new PoolAccount(address, "miner", "x", ""),
              "test/1",
              new PoolLink.Pauses(SOON, SOON, SOON),
              InstantSource.system(),
              failsOnce)) {
        Thread runs = daemon(link);
        PoolJob job = jobs.poll(20, TimeUnit.SECONDS);
        assertThat(job).isNotNull();
        assertThat(job.origin().connection()).isEqualTo(2);
        assertThat(job.height()).isEqualTo(7);
        assertThat(link.isUp()).isTrue();
        assertThat(runs.isAlive()).isTrue();
      }
      miners.join(TimeUnit.SECONDS.toMillis(20));
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "pool-link-test");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Lets two miners in, one after the other, until each goes. */
  private static void serve(ServerSocket pool) {
    for (int miner = 0; miner < 2; miner++) {
      try (Socket socket = pool.accept();
          BufferedReader lines =
              new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
        assertThat(lines.readLine()).contains("\"login\"");
        LoginResult in = new LoginResult(RpcId.of(1), "s", JOB, List.of());
        socket.getOutputStream().write(StratumCodec.encode(in, Dialect.XMRIG));
        String rest = lines.readLine();
        while (rest != null) {
          rest = lines.readLine();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
