package org.opensy.mining.pool.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.BlockTemplate;
import org.opensy.mining.pool.config.NodeSettings;

class NodeClientTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final BlockHash PREFERREDS = BlockHash.ofDisplayHex("0a".repeat(32));
  private static final BlockHash SPARES = BlockHash.ofDisplayHex("0b".repeat(32));
  private static final Duration COOL_DOWN = Duration.ofSeconds(15);

  private ScriptedNode preferred;
  private ScriptedNode spare;
  private Instant now = Instant.parse("2026-11-22T10:00:00Z");
  private NodeClient client;
  private String preferredName;
  private boolean stuck;

  @BeforeEach
  void start() throws IOException {
    preferred = ScriptedNode.start();
    spare = ScriptedNode.start();
    preferredName = preferred.address().name();
    Duration read = Duration.ofSeconds(20);
    NodeSettings.Times times =
        new NodeSettings.Times(read, read, Duration.ofSeconds(3), read, COOL_DOWN);
    NodeChannels nodes =
        NodeChannels.of(
            new NodeSettings(List.of(preferred.address(), spare.address()), times),
            () -> now,
            node ->
                Optional.of("still downloads blocks")
                    .filter(stuckNow -> stuck && node.name().equals(preferredName)),
            RpcTimes.unseen());
    client = new NodeClient(new NodeQueries(nodes, read), nodes, times);
  }

  @AfterEach
  void stop() {
    preferred.close();
    spare.close();
  }

  @Test
  void readsEveryTemplateOfTheRealNode() throws IOException {
    for (JsonNode accepted : acceptedBlocks()) {
      ObjectNode json = (ObjectNode) accepted.get("template");
      BlockTemplate template = NodeAnswers.template(json);
      assertThat(template.height()).isEqualTo(json.get("height").asLong());
      assertThat(template.previousBlockHash()).hasToString(json.get("previousblockhash").asText());
      assertThat(template.coinbase().value())
          .isEqualTo(Amount.ofBaseUnits(json.get("coinbasevalue").asLong()));
      assertThat(template.longPollId()).isEqualTo(json.get("longpollid").asText());
      assertThat(template.transactions()).hasSize(json.get("transactions").size());
      assertThat(template.coinbase().witnessCommitment().orElseThrow().toHex())
          .isEqualTo(json.get("default_witness_commitment").asText());
    }
  }

  @Test
  void refusesATemplateWithAMissingFieldOrAnUnknownRule() throws IOException {
    ObjectNode good = (ObjectNode) acceptedBlocks().get(0).get("template");
    for (String name : List.of("height", "bits", "target", "coinbasevalue", "transactions")) {
      ObjectNode bad = good.deepCopy();
      bad.remove(name);
      assertThatThrownBy(() -> NodeAnswers.template(bad))
          .isInstanceOf(NodeUnreachableException.class);
    }
    ObjectNode ruled = good.deepCopy();
    ruled.putArray("rules").add("!signet");
    assertThatThrownBy(() -> NodeAnswers.template(ruled)).hasMessageContaining("!signet");
  }

  @Test
  void asksForTheTemplateWithTheSegwitRule() throws IOException {
    List<JsonNode> requests = new ArrayList<>();
    String template = acceptedBlocks().get(0).get("template").toString();
    preferred.on(
        "getblocktemplate",
        (exchange, request) -> {
          requests.add(request);
          ScriptedNode.envelope(exchange, request, 200, template, "null");
        });
    client.blockTemplate();
    assertThat(client.awaitBlockTemplate("abc1")).isPresent();
    assertThat(requests.get(0).get("params").toString()).isEqualTo("[{\"rules\":[\"segwit\"]}]");
    assertThat(requests.get(1).at("/params/0/longpollid").asText()).isEqualTo("abc1");
    assertThat(requests.get(1).at("/params/0/rules/0").asText()).isEqualTo("segwit");
  }

  @Test
  void longPollWithoutNewsIsNoFailure() {
    preferred.silence("getblocktemplate");
    assertThat(client.awaitBlockTemplate("abc1")).isEmpty();
    assertThat(client.nodeStatuses()).allMatch(NodeStatus::answering);
  }

  @Test
  void readsTheAnswersOfTheRealNode() throws IOException {
    JsonNode answers =
        JSON.readTree(new File("src/test/resources/chain/rpc_answers.json")).get("answers");
    preferred
        .result("getblockchaininfo", answers.get("getblockchaininfo").toString())
        .result("getnetworkhashps", answers.get("getnetworkhashps").toString())
        .result("getblockheader", answers.get("getblockheader of orphaned block").toString());
    assertThat(client.chainInfo().blocks()).isEqualTo(118);
    assertThat(client.chainInfo().initialDownload()).isFalse();
    assertThat(client.networkHashesPerSecond())
        .isEqualByComparingTo(new BigDecimal("0.00000382420313207746"));
    BlockHash hash =
        BlockHash.ofDisplayHex("3e1b3d78e0ca9316d54a88cd2cffb55fc534c589b0d7270483a891e72c23db8b");
    assertThat(client.blockHeader(hash)).contains(new BlockHeaderInfo(hash, 118, -1));
  }

  @Test
  void unknownBlockHasNoHeader() {
    preferred.error("getblockheader", -5, "Block not found");
    assertThat(client.blockHeader(BlockHash.ofDisplayHex("00".repeat(32)))).isEmpty();
  }

  @Test
  void goesToTheSpareNodeAndBackWhenThePreferredReturns() throws IOException {
    int port = preferred.port();
    preferred.close();
    spare.result("getbestblockhash", quoted(SPARES));
    assertThat(client.bestBlockHash()).isEqualTo(SPARES);
    assertThat(client.nodeStatuses().get(0).answering()).isFalse();
    try (ScriptedNode returned = ScriptedNode.startAt(port)) {
      returned.result("getbestblockhash", quoted(PREFERREDS));
      assertThat(client.bestBlockHash()).isEqualTo(SPARES);
      now = now.plus(COOL_DOWN);
      assertThat(client.bestBlockHash()).isEqualTo(PREFERREDS);
      assertThat(client.nodeStatuses()).allMatch(NodeStatus::answering);
    }
  }

  @Test
  void nodeThatDownloadsBlocksIsPassedOver() {
    preferred.error("getnetworkhashps", -10, "OpenSY is in initial sync");
    spare.result("getnetworkhashps", "2");
    assertThat(client.networkHashesPerSecond().intValue()).isEqualTo(2);
  }

  @Test
  void errorObjectIsNotAskedElsewhere() {
    preferred.error("getblockhash", -8, "Block height out of range");
    assertThatThrownBy(() -> client.blockHash(9)).isInstanceOf(NodeRpcException.class);
    assertThat(spare.calls()).isEmpty();
  }

  @Test
  void coolingNodesAreAskedWhenThereIsNoOther() {
    preferred.half("getnetworkhashps").result("getnetworkhashps", "1");
    spare.half("getnetworkhashps");
    assertThatThrownBy(() -> client.networkHashesPerSecond())
        .isInstanceOf(NodeUnreachableException.class);
    assertThat(client.networkHashesPerSecond().intValue()).isEqualTo(1);
  }

  @Test
  void workIsNotTakenFromANodeThatIsStuckButQueriesAre() {
    stuck = true;
    preferred.result("getbestblockhash", quoted(PREFERREDS)).result("getnetworkhashps", "1");
    spare.result("getbestblockhash", quoted(SPARES)).result("getnetworkhashps", "2");
    assertThat(client.bestBlockHash()).isEqualTo(SPARES);
    assertThat(client.nodeStatuses().get(0).trouble()).endsWith("still downloads blocks");
    assertThat(client.networkHashesPerSecond().intValue()).isEqualTo(1);
    stuck = false;
    now = now.plus(COOL_DOWN);
    assertThat(client.bestBlockHash()).isEqualTo(PREFERREDS);
  }

  @Test
  void aNodeThatIsFineIsLookedAtEveryTenSeconds() {
    preferred.result("getbestblockhash", quoted(PREFERREDS));
    spare.result("getbestblockhash", quoted(SPARES));
    assertThat(client.bestBlockHash()).isEqualTo(PREFERREDS);
    stuck = true;
    now = now.plusSeconds(9);
    assertThat(client.bestBlockHash()).isEqualTo(PREFERREDS);
    now = now.plusSeconds(1);
    assertThat(client.bestBlockHash()).isEqualTo(SPARES);
  }

  @Test
  void aFailureOfQueriesDoesNotKeepWorkFromTheNode() {
    preferred
        .error("getnetworkhashps", -28, "Loading")
        .result("getbestblockhash", quoted(PREFERREDS));
    spare.result("getnetworkhashps", "2");
    assertThat(client.networkHashesPerSecond().intValue()).isEqualTo(2);
    assertThat(client.bestBlockHash()).isEqualTo(PREFERREDS);
  }

  private static String quoted(BlockHash hash) {
    return '"' + hash.toString() + '"';
  }

  private static JsonNode acceptedBlocks() throws IOException {
    return JSON.readTree(new File("src/test/resources/chain/accepted_blocks.json")).get("blocks");
  }
}
