package org.opensy.mining.dev.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LongPollTest {
  private TestNode test;
  private CompletableFuture<JsonNode> poll;
  private JsonNode before;

  @BeforeEach
  void start() {
    test = TestNode.start();
    before = test.template();
    poll = CompletableFuture.supplyAsync(() -> poll(before.path("longpollid").asText()));
  }

  @AfterEach
  void stop() {
    test.close();
  }

  private JsonNode poll(String id) {
    return test.rpc
        .call("getblocktemplate", Map.of("rules", List.of("segwit"), "longpollid", id))
        .result();
  }

  private JsonNode answer() throws Exception {
    return poll.get(20, TimeUnit.SECONDS);
  }

  @Test
  void answersWithTheNextTemplateWhenTheTipChanges() throws Exception {
    assertThat(poll).isNotDone();
    test.node.generate(1, TestNode.STRANGER);
    assertThat(answer().path("height").asInt()).isEqualTo(2);
    assertThat(answer().path("previousblockhash").asText()).isEqualTo(test.node.bestBlockHash());
  }

  @Test
  void answersWithTheFeesWhenTheMempoolChanges() throws Exception {
    test.node.addTransactions(1, 777);
    assertThat(answer().path("coinbasevalue").asLong())
        .isEqualTo(before.path("coinbasevalue").asLong() + 777);
    assertThat(answer().path("longpollid")).isNotEqualTo(before.path("longpollid"));
    assertThat(answer().path("default_witness_commitment"))
        .isNotEqualTo(before.path("default_witness_commitment"));
  }

  @Test
  void answersWithTheNewTargetWhenTheDifficultyChanges() throws Exception {
    test.node.setDifficulty(64);
    assertThat(answer().path("target").asText()).startsWith("03ffff00").endsWith("00");
    assertThat(answer().path("bits").asText()).isEqualTo("2003ffff");
    assertThat(test.submit(test.next())).isEmpty();
    assertThat(
            test.submit(
                TestNode.with(
                    test.next(),
                    h ->
                        new org.opensy.mining.dev.node.wire.BlockHeader(
                            h.version(), h.previous(), h.merkleRoot(), h.time(), 0x207fffff, 0))))
        .contains("bad-diffbits");
  }

  @Test
  void answersAtOnceToAnIdOfThePast() throws Exception {
    test.node.generate(1, TestNode.STRANGER);
    assertThat(poll(before.path("longpollid").asText()).path("height").asInt()).isEqualTo(2);
    assertThat(answer()).isNotNull();
  }
}
