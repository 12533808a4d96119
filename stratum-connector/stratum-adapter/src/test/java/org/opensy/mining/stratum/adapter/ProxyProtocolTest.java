package org.opensy.mining.stratum.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.stratum.api.StratumEvent;
import org.opensy.mining.stratum.api.Subnet;
import org.opensy.mining.stratum.protocol.Ok;
import org.opensy.mining.stratum.protocol.RpcId;

/** Ports behind proxies. */
class ProxyProtocolTest {
  private static final byte[] SIGNATURE = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PROXY TCP4 203.0.113.7 192.0.2.1 4711 3333\r\n",
        "PROXY TCP6 2001:db8::7 2001:db8::1 4711 3333\r\n"
      })
  void theHeaderSaysWhoTheMinerIs(String header) throws Exception {
    try (PoolPort port = open("127.0.0.1");
        Miner miner = port.connect()) {
      miner.write(header);
      miner.login("rsyl1q");
      assertThat(miner.submit(2, "good")).isEqualTo(Ok.accepted(RpcId.of(2)));
      assertThat(port.pool.entered.get(0).remoteAddress().getAddress())
          .isEqualTo(InetAddress.getAllByName(header.split(" ", -1)[2])[0]);
      assertThat(port.pool.entered.get(0).remoteAddress().getPort()).isEqualTo(4711);
    }
  }

  @Test
  void versionTwoComesWithTheLoginInOnePacket() throws Exception {
    try (PoolPort port = open("127.0.0.0/8");
        Miner miner = port.connect()) {
      ByteArrayOutputStream packet = new ByteArrayOutputStream();
      packet.writeBytes(versionTwo(0x21, 0x11, new byte[] {(byte) 203, 0, 113, 9}));
      packet.writeBytes(
          "{\"id\":1,\"method\":\"login\",\"params\":{\"login\":\"rsyl1q\"}}\n"
              .getBytes(StandardCharsets.UTF_8));
      miner.socket.getOutputStream().write(packet.toByteArray());
      miner.read();
      assertThat(port.pool.entered.get(0).remoteAddress().getHostString()).isEqualTo("203.0.113.9");
    }
  }

  @Test
  void aHealthCheckOfTheProxyIsClosedWithoutFuss() throws Exception {
    try (PoolPort port = open("127.0.0.1");
        Miner miner = port.connect()) {
      miner.socket.getOutputStream().write(versionTwo(0x20, 0x00, new byte[4]));
      miner.assertClosedByPool();
      assertThat(port.count(StratumEvent.REFUSED_PROXY)).isZero();
    }
  }

  @Test
  void whoIsNoProxyIsClosedBeforeItSaysAnything() throws Exception {
    try (PoolPort port = open("203.0.113.1");
        Miner miner = port.connect()) {
      miner.assertClosedByPool();
      assertThat(port.count(StratumEvent.REFUSED_PROXY)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":1,\"method\":\"login\",\"params\":{\"login\":\"rsyl1q\"}}\n",
        "PROXY TCP4 pool.example 192.0.2.1 4711 3333\r\n",
        "PROXY TCP4 203.0.113.7 192.0.2.1 99999 3333\r\n",
        "PROXY TCP9 203.0.113.7 192.0.2.1 1 3333\r\n"
      })
  void aProxyWithoutAGoodHeaderIsClosed(String start) throws Exception {
    try (PoolPort port = open("127.0.0.1");
        Miner miner = port.connect()) {
      miner.write(start);
      miner.assertClosedByPool();
      Await.until("it is counted", () -> port.count(StratumEvent.REFUSED_PROXY) == 1);
      assertThat(port.pool.entered).isEmpty();
      assertThat(port.stats().connections()).isZero();
    }
  }

  @Test
  void limitsAreThoseOfTheMinerNotOfTheProxy() throws Exception {
    try (PoolPort port =
            PoolPort.open(
                settings -> {
                  settings.proxies = List.of(Subnet.parse("127.0.0.1"));
                  settings.perAddress = 1;
                });
        Miner first = port.connect();
        Miner second = port.connect();
        Miner again = port.connect()) {
      first.write("PROXY TCP4 203.0.113.7 192.0.2.1 1 3333\r\n");
      first.login("rsyl1q");
      second.write("PROXY TCP4 203.0.113.8 192.0.2.1 1 3333\r\n");
      second.login("rsyl1q");
      again.write("PROXY TCP4 203.0.113.7 192.0.2.1 2 3333\r\n");
      again.readError();
      again.assertClosedByPool();
      assertThat(port.count(StratumEvent.REFUSED_ADDRESS)).isEqualTo(1);
    }
  }

  private static PoolPort open(String proxies) throws Exception {
    return PoolPort.open(settings -> settings.proxies = List.of(Subnet.parse(proxies)));
  }

  /** Addresses of four bytes and two ports, as for TCP over IPv4. */
  private static byte[] versionTwo(int command, int family, byte[] source) {
    return ByteBuffer.allocate(SIGNATURE.length + 4 + 12)
        .put(SIGNATURE)
        .put((byte) command)
        .put((byte) family)
        .putShort((short) 12)
        .put(source)
        .put(new byte[] {(byte) 192, 0, 2, 1})
        .putShort((short) 4711)
        .putShort((short) 3333)
        .array();
  }
}
