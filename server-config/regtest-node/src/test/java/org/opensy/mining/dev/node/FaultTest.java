package org.opensy.mining.dev.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.IntNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.dev.node.fault.Fault;
import org.opensy.mining.dev.node.wire.Block;
import org.opensy.mining.dev.node.wire.Bytes;

class FaultTest {
  private TestNode test;

  @BeforeEach
  void start() {
    test = TestNode.start();
  }

  @AfterEach
  void stop() {
    test.close();
  }

  @Test
  void isSilentAfterDoingTheWork() {
    Block block = test.next();
    String hex = Bytes.of(block.toBytes()).toString();
    test.node.faults().plan("submitblock", new Fault.SilentAfterWork(Duration.ZERO), 1);
    assertThatThrownBy(() -> test.rpc.call("submitblock", hex))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(test.node.bestBlockHash()).isEqualTo(block.hash().toString());
    assertThat(test.rpc.call("submitblock", hex).result().asText()).isEqualTo("duplicate");
  }

  @Test
  void hangsUpWithoutDoingTheWork() {
    test.node.faults().plan("submitblock", new Fault.Hangup(), 1);
    String hex = Bytes.of(test.next().toBytes()).toString();
    assertThatThrownBy(() -> test.rpc.call("submitblock", hex))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(test.node.height()).isZero();
  }

  @Test
  void answersWithAStatusAnErrorOrNonsenseForSomeCalls() {
    test.rpc.call("devfault", "*", "status", 503, 1).result();
    assertThat(test.rpc.post("{\"method\":\"getblockcount\"}").statusCode()).isEqualTo(503);
    test.rpc.call("devfault", "getblockcount", "error", Map.of("code", -28, "message", "busy"), 1);
    assertThat(test.rpc.call("getblockcount").error())
        .isEqualTo("{'code': -28, 'message': 'busy'}");
    test.rpc.call("devfault", "getblockcount", "garbage", 0, 1).result();
    assertThat(test.rpc.post("{\"method\":\"getblockcount\"}").body()).startsWith("<html>");
    test.node.faults().plan("getblockcount", new Fault.WrongResult(IntNode.valueOf(9)), 1);
    assertThat(test.rpc.call("getblockcount").result().asInt()).isEqualTo(9);
    assertThat(test.rpc.call("getblockcount").result().asInt()).isZero();
  }

  @Test
  void staysFaultyUntilItIsCleared() {
    test.rpc.call("devfault", "getblockcount", "slow", 1).result();
    test.rpc.call("devfault", "getbestblockhash", "status", 500).result();
    assertThat(test.rpc.call("getblockcount").result().asInt()).isZero();
    assertThat(test.rpc.post("{\"method\":\"getbestblockhash\"}").statusCode()).isEqualTo(500);
    assertThat(test.rpc.post("{\"method\":\"getbestblockhash\"}").statusCode()).isEqualTo(500);
    test.rpc.call("devclearfaults").result();
    assertThat(test.rpc.call("getbestblockhash").result().isTextual()).isTrue();
  }

  @Test
  void refusesConnectionsAndComesBackOnTheSamePort() {
    int port = test.node.port();
    test.node.refuseConnections();
    assertThatThrownBy(() -> test.rpc.call("getblockcount"))
        .isInstanceOf(UncheckedIOException.class);
    test.node.resumeConnections();
    assertThat(test.node.port()).isEqualTo(port);
    assertThat(test.rpc.call("getblockcount").result().asInt()).isZero();
  }
}
