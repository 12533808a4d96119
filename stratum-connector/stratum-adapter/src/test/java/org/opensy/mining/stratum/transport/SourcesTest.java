package org.opensy.mining.stratum.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.opensy.mining.stratum.api.Limits;
import org.opensy.mining.stratum.api.StratumEvent;

/** {@link Sources} and {@link TokenBucket} on a clock of their own. */
class SourcesTest {
  private static final int LOGINS = 2;
  private static final int AT_ONCE = 20;

  private final Sources sources =
      new Sources(
          new Limits(
              new Limits.Connections(100, 2, 3),
              new Limits.Rates(1000, LOGINS, 1),
              new Limits.Session(1, 1, 512, 2, 4096),
              new Limits.Times(1, 1)),
          0);

  @Test
  void afterACalmTenTimesAsManyLoginsAreAllowedAtOnceAndThenTheRate() throws Exception {
    InetAddress miner = address(1);
    sources.admit(miner, 0);
    assertThat(loginsOf(miner, 0)).isEqualTo(AT_ONCE);
    assertThat(loginsOf(miner, seconds(3))).isEqualTo(3 * LOGINS);
    assertThat(loginsOf(miner, seconds(1000))).isEqualTo(AT_ONCE);
  }

  @Test
  void whoComesBackIsRememberedUntilItHasBeenCalm() throws Exception {
    InetAddress miner = address(1);
    sources.admit(miner, 0);
    loginsOf(miner, 0);
    sources.release(miner);
    sources.sweep(seconds(5));
    sources.admit(miner, seconds(5));
    assertThat(loginsOf(miner, seconds(5))).isEqualTo(5 * LOGINS);
    sources.release(miner);
    sources.sweep(seconds(16));
    assertThat(sources.remembered()).isZero();
  }

  @Test
  void whatIsOpenIsNeverForgottenAndWhatIsReleasedMakesRoom() throws Exception {
    InetAddress miner = address(1);
    InetAddress neighbour = address(2);
    assertThat(sources.admit(miner, 0)).isEmpty();
    assertThat(sources.admit(miner, 0)).isEmpty();
    assertThat(sources.admit(miner, 0)).contains(StratumEvent.REFUSED_ADDRESS);
    assertThat(sources.admit(neighbour, 0)).contains(StratumEvent.REFUSED_SUBNET);
    sources.sweep(seconds(1000));
    assertThat(sources.remembered()).isEqualTo(2);
    for (int i = 0; i < 3; i++) {
      sources.release(miner);
    }
    sources.release(neighbour);
    sources.sweep(seconds(1000));
    assertThat(sources.remembered()).isZero();
    assertThat(sources.connections()).isZero();
    assertThat(sources.admit(neighbour, seconds(1000))).isEmpty();
  }

  private int loginsOf(InetAddress miner, long nowNanos) {
    int allowed = 0;
    while (sources.login(miner, nowNanos)) {
      allowed++;
    }
    return allowed;
  }

  private static InetAddress address(int last) throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {(byte) 203, 0, 113, (byte) last});
  }

  private static long seconds(int seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }
}
