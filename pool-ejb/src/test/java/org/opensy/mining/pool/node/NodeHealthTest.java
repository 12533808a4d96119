package org.opensy.mining.pool.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.config.WorkSettings;

/** With the answers of a real node, changed where it is stuck. */
class NodeHealthTest {
  private static final Duration OLDEST = Duration.ofHours(3);
  private static final Instant TIP = Instant.ofEpochSecond(1_795_328_206L);

  private ScriptedNode node;
  private Instant now = TIP.plusSeconds(60);
  private Optional<Duration> oldest = Optional.of(OLDEST);

  @BeforeEach
  void start() throws IOException {
    node = ScriptedNode.start();
    chain(json -> {});
    peers(8);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void aNodeThatIsUpToDateIsFine() throws IOException {
    assertThat(troubleOn(Network.MAIN)).isEmpty();
    chain(json -> json.put("headers", 127));
    assertThat(troubleOn(Network.MAIN)).isEmpty();
  }

  @Test
  void aNodeFarBehindTheHeadersThatItKnowsIsStuckOnEveryNetwork() throws IOException {
    chain(json -> json.put("headers", 128));
    for (Network network : Network.values()) {
      assertThat(troubleOn(network)).contains("is at block 118, but knows headers up to 128");
    }
  }

  @Test
  void aNodeInInitialDownloadIsStuckButNotOnRegtest() throws IOException {
    chain(json -> json.put("initialblockdownload", true));
    assertThat(troubleOn(Network.MAIN)).contains("still downloads blocks");
    assertThat(troubleOn(Network.TEST)).isPresent();
    assertThat(troubleOn(Network.REGTEST)).isEmpty();
  }

  @Test
  void aNodeWhoseBestBlockIsOldIsStuckButNotOnRegtestNorIfAnyAgeIsFine() {
    now = TIP.plus(OLDEST);
    assertThat(troubleOn(Network.MAIN)).isEmpty();
    now = now.plusSeconds(1);
    assertThat(troubleOn(Network.MAIN)).contains("has no block since " + TIP);
    assertThat(troubleOn(Network.TEST)).isPresent();
    assertThat(troubleOn(Network.REGTEST)).isEmpty();
    oldest = Optional.empty();
    assertThat(troubleOn(Network.MAIN)).isEmpty();
  }

  @Test
  void aNodeWithoutPeersIsStuckOnMainAlone() throws IOException {
    peers(0);
    assertThat(troubleOn(Network.MAIN)).contains("has no peers");
    assertThat(troubleOn(Network.TEST)).isEmpty();
    assertThat(troubleOn(Network.REGTEST)).isEmpty();
  }

  @Test
  void aNodeThatDoesNotAnswerHasFailed() {
    node.close();
    assertThatThrownBy(() -> troubleOn(Network.MAIN)).isInstanceOf(NodeUnreachableException.class);
  }

  private Optional<String> troubleOn(Network network) {
    WorkSettings rules = new WorkSettings(Duration.ofMinutes(5), oldest, 10);
    return new NodeHealth(network, rules, Duration.ofSeconds(20), () -> now)
        .trouble(new NodeRpc(node.address(), HttpClient.newHttpClient(), RpcTimes.unseen()));
  }

  private void chain(Consumer<ObjectNode> change) throws IOException {
    answer("getblockchaininfo", change);
  }

  private void peers(int count) throws IOException {
    answer("getnetworkinfo", json -> json.put("connections", count));
  }

  private void answer(String method, Consumer<ObjectNode> change) throws IOException {
    try (InputStream file = NodeHealthTest.class.getResourceAsStream("/chain/rpc_answers.json")) {
      ObjectNode json = (ObjectNode) new ObjectMapper().readTree(file).at("/answers/" + method);
      change.accept(json);
      node.forget(method);
      node.result(method, json.toString());
    }
  }
}
