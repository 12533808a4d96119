package org.opensy.mining.dev.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opensy.mining.dev.node.wire.Block;

class PersistenceTest {
  @TempDir private Path directory;

  private record Memory(String tip, JsonNode balances, JsonNode history, JsonNode mempool) {
    static Memory of(TestNode test) {
      RpcCaller wallet = test.wallet("pool");
      return new Memory(
          test.node.bestBlockHash(),
          wallet.call("getbalances").result(),
          wallet.call("listtransactions", "*", 1000).result(),
          test.rpc.call("getrawmempool").result());
    }
  }

  private Memory live() {
    try (TestNode test = TestNode.start(directory)) {
      RpcCaller wallet = test.wallet("pool");
      String mine = wallet.call("getnewaddress", "label").result().asText();
      test.node.generate(3, mine);
      test.node.generate(100, TestNode.STRANGER);
      wallet.call("sendmany", "", Map.of(TestNode.STRANGER, 5), 1, "first").result();
      test.node.generate(1, TestNode.STRANGER);
      wallet.call("sendmany", "", Map.of(TestNode.STRANGER, 6), 1, "second").result();
      test.node.addTransactions(2, 100);
      Block side = test.next();
      assertThat(test.submit(test.next())).isEmpty();
      assertThat(test.submit(side)).contains("inconclusive");
      test.rpc.call("invalidateblock", test.node.bestBlockHash()).result();
      return Memory.of(test);
    }
  }

  @Test
  void remembersChainWalletsAndMempoolAcrossARestart() {
    Memory before = live();
    try (TestNode test = TestNode.start(directory)) {
      assertThat(Memory.of(test)).isEqualTo(before);
      assertThat(test.submit(test.next())).isEmpty();
    }
  }

  @Test
  void remembersAGoodHeaderWithABadBodyAndWhatWasBuiltOnIt() {
    String tip;
    try (TestNode test = TestNode.start(directory)) {
      Block good = test.next();
      Block bad =
          good.withCoinbase(
              good.transactions()
                  .get(0)
                  .withFirstWitness(
                      List.of(org.opensy.mining.dev.node.wire.Bytes.ofHex("01".repeat(32)))));
      assertThat(test.submit(bad)).contains("bad-witness-merkle-match");
      assertThat(test.submit(test.onTopOf(bad))).contains("inconclusive");
      assertThat(test.submit(good)).isEmpty();
      assertThat(test.node.height()).isEqualTo(2);
      tip = test.node.bestBlockHash();
    }
    try (TestNode test = TestNode.start(directory)) {
      assertThat(test.node.bestBlockHash()).isEqualTo(tip);
    }
  }

  @Test
  void cutsOffATornLineAndGoesOn() throws IOException {
    Memory before = live();
    Path journal = directory.resolve("regtest.journal");
    Files.writeString(journal, "0badc0de {\"event\":\"wal", StandardOpenOption.APPEND);
    try (TestNode test = TestNode.start(directory)) {
      assertThat(Memory.of(test)).isEqualTo(before);
      assertThat(test.submit(test.next())).isEmpty();
    }
    try (TestNode test = TestNode.start(directory)) {
      assertThat(test.node.height()).isEqualTo(106);
    }
  }

  @Test
  void refusesADirectoryThatIsInUse() {
    try (TestNode first = TestNode.start(directory)) {
      assertThat(first.node.height()).isZero();
      assertThatThrownBy(() -> TestNode.start(directory)).isInstanceOf(UncheckedIOException.class);
    }
  }

  @Test
  void keepsTheCookieForItsOwnerAlone() throws IOException {
    try (TestNode test = TestNode.start(directory)) {
      Path cookie = directory.resolve(".cookie");
      String[] parts = Files.readString(cookie).split(":", 2);
      assertThat(Files.getPosixFilePermissions(cookie)).hasSize(2);
      RpcCaller byCookie = new RpcCaller(test.node.uri(), parts[0], parts[1]);
      assertThat(byCookie.call("getblockcount").result().asInt()).isZero();
    }
  }
}
