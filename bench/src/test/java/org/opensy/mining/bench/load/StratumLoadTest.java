package org.opensy.mining.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.dev.stack.Ports;
import org.opensy.mining.pool.share.ProofOfWork;

/** The load generator on the pool's front in this JVM. */
class StratumLoadTest {
  private static final int MINERS = 50;

  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8);
  private final SyntheticChain chain = new SyntheticChain();
  private int port;
  private BareFront front;

  @BeforeEach
  void choosePort() {
    port = Ports.free();
  }

  @AfterEach
  void close() {
    if (front != null) {
      front.close();
    }
  }

  @Test
  void allMinersGetEveryBlockAndTheirSharesAreAccepted() throws Exception {
    Map<String, Double> figures = load(FrontMain::easiest, "--rate", "4", "--blocks", "4");
    assertThat(figures.get(LoadRun.LOGINS)).isPositive();
    assertThat(figures.get(LoadRun.MINERS_SERVED)).isEqualTo(4.0 * MINERS);
    assertThat(figures.get(LoadRun.ACCEPTED)).isGreaterThan(MINERS);
    assertThat(figures).containsKey("share answered p99.9, ms");
    assertThat(figures.get("new block at a miner p50, ms")).isPositive();
  }

  @Test
  void sharesThatThePoolHashesOtherwiseAreRefused() throws Exception {
    Map<String, Double> figures =
        load((key, header) -> new byte[32], "--rate", "2", "--blocks", "1");
    assertThat(figures.get(LoadRun.ACCEPTED)).isZero();
    assertThat(figures.get(LoadRun.REFUSED)).isPositive();
    assertThat(text.toString(StandardCharsets.UTF_8)).contains("Wrong result");
  }

  @Test
  void aRefusedLoginEndsTheRunWithThePoolsWords() {
    assertThatThrownBy(() -> load(FrontMain::easiest, "--login", "nobody"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Invalid login");
  }

  private Map<String, Double> load(ProofOfWork hash, String... options) throws Exception {
    front = BareFront.open(FrontConfig.forPort(port), hash, chain.work());
    String[] all = new String[options.length + 4];
    System.arraycopy(options, 0, all, 4, options.length);
    all[0] = "--connections";
    all[1] = Integer.toString(MINERS);
    all[2] = "--seconds";
    all[3] = "1";
    try (ShareMaker shares = ShareMaker.claimed()) {
      return new LoadRun(LoadOptions.parse(all), new InProcess(), shares, out).run().values();
    }
  }

  /** The front in this JVM. */
  private final class InProcess implements LoadedServer {
    @Override
    public String name() {
      return "front";
    }

    @Override
    public InetSocketAddress address() {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @Override
    public boolean isControlled() {
      return true;
    }

    @Override
    public void newBlock() {
      front.mine(chain.nextBlock());
    }

    @Override
    public void laterWork() {
      front.mine(chain.laterWork());
    }

    @Override
    public OptionalLong heapBytes() {
      return OptionalLong.empty();
    }

    @Override
    public Optional<ProcessHandle> process() {
      return Optional.of(ProcessHandle.current());
    }

    @Override
    public void close() {}
  }
}
