package org.opensy.mining.stratum.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import jakarta.resource.ResourceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.stratum.api.StratumEvent;
import org.opensy.mining.stratum.api.TlsFiles;
import org.opensy.mining.stratum.protocol.JobMessage;
import org.opensy.mining.stratum.protocol.Ok;
import org.opensy.mining.stratum.protocol.RpcId;
import org.opensy.mining.stratum.protocol.StratumError;

/** Ports with TLS, spoken to by the JDK's own TLS. */
class TlsTest {
  @TempDir private Path directory;
  private TlsFiles files;

  @BeforeEach
  void certify() throws Exception {
    files = new TlsFiles(directory.resolve("cert.pem"), directory.resolve("key.pem"));
    write("first");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aMinerMinesThroughTls(String version) throws Exception {
    try (PoolPort port = open();
        Miner miner = Miner.overTls(port.address, version)) {
      miner.login("rsyl1q");
      assertThat(miner.submit(2, "good")).isEqualTo(Ok.accepted(RpcId.of(2)));
      port.adapter.broadcast();
      assertThat(miner.read()).isEqualTo(new JobMessage(FakePool.job("job-2")));
      assertThat(((SSLSocket) miner.socket).getSession().getProtocol()).isEqualTo(version);
    }
  }

  @Test
  void theLastTextArrives() throws Exception {
    try (PoolPort port = open();
        Miner miner = Miner.overTls(port.address, "TLSv1.3")) {
      miner.sendLogin("bad");
      assertThat(miner.readError()).isEqualTo(StratumError.INVALID_LOGIN.reply(RpcId.of(1)));
      miner.assertClosedByPool();
    }
  }

  @Test
  void blocksThatWaitForTheirTurnAreReadOn() throws Exception {
    try (PoolPort port =
            PoolPort.open(
                settings -> {
                  settings.tls = Optional.of(files);
                  settings.narrow();
                });
        Miner miner = Miner.overTls(port.address, "TLSv1.3")) {
      miner.login("rsyl1q");
      port.keepWorkerBusy(miner);
      for (int id = 3; id <= 40; id++) {
        miner.sendBlock(id);
      }
      Await.until("one waits", () -> port.count(StratumEvent.SUBMIT_DELAYED) == 1);
      port.pool.gate.release();
      for (int id = 2; id <= 40; id++) {
        assertThat(miner.read()).isEqualTo(Ok.accepted(RpcId.of(id)));
      }
    }
  }

  @Test
  void whoSpeaksNoTlsIsToldSoAndCounted() throws Exception {
    try (PoolPort port = open();
        TransportLog log = new TransportLog();
        Miner miner = port.connect()) {
      miner.sendLogin("rsyl1q");
      assertThat(miner.readError().message())
          .isEqualTo("Invalid request: this port is for TLS alone");
      miner.assertClosedByPool();
      Await.until("it is gone", () -> port.stats().connections() == 0);
      assertThat(port.count(StratumEvent.TLS_FAILURE)).isEqualTo(1);
      assertThat(port.pool.entered).isEmpty();
      assertThat(log.lines())
          .containsExactly(
              "STRATUM-3004 closed: 127.0.0.1 speaks no TLS, which port "
                  + port.address.getPort()
                  + " is for");
    }
  }

  @Test
  void aRenewedCertificateNeedsNoRestart() throws Exception {
    try (PoolPort port = open();
        Miner before = Miner.overTls(port.address, "TLSv1.3")) {
      before.login("rsyl1q");
      assertThat(nameShownBy(port)).isEqualTo("CN=first");
      Files.writeString(files.certificates(), "half written");
      touch(1);
      Await.until("it is noticed", () -> !nameShownBy(port).isEmpty());
      write("second");
      touch(2);
      Await.until("the new one is shown", () -> nameShownBy(port).equals("CN=second"));
      assertThat(before.keepAlive(2)).isEqualTo(Ok.keptAlive(RpcId.of(2)));
    }
  }

  @Test
  void aCertificateThatCannotBeUsedIsNamed() throws Exception {
    Files.writeString(files.key(), "no key");
    assertThatThrownBy(this::open)
        .isInstanceOf(ResourceException.class)
        .hasMessageStartingWith("TLS cannot use " + files.certificates() + " with " + files.key());
    Files.delete(files.certificates());
    assertThatThrownBy(this::open)
        .isInstanceOf(ResourceException.class)
        .hasMessageContaining("NoSuchFileException");
  }

  private void write(String name) throws Exception {
    X509Bundle bundle =
        new CertificateBuilder()
            .subject("CN=" + name)
            .ecp256()
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
    Files.writeString(files.certificates(), bundle.getCertificatePathPEM());
    Files.writeString(files.key(), bundle.getPrivateKeyPEM());
  }

  private PoolPort open() throws Exception {
    return PoolPort.open(settings -> settings.tls = Optional.of(files));
  }

  private void touch(int seconds) throws Exception {
    Instant later = Instant.now().plusSeconds(seconds);
    Files.setLastModifiedTime(files.certificates(), FileTime.from(later));
    Files.setLastModifiedTime(files.key(), FileTime.from(later));
  }

  private static String nameShownBy(PoolPort port) {
    try (Miner miner = Miner.overTls(port.address, "TLSv1.3")) {
      X509Certificate shown =
          (X509Certificate) ((SSLSocket) miner.socket).getSession().getPeerCertificates()[0];
      return shown.getSubjectX500Principal().getName();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
