package org.opensy.mining.dev.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RpcServerTest {
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
  void admitsNobodyWithoutTheRightPassword() throws IOException, InterruptedException {
    RpcCaller stranger = new RpcCaller(test.node.uri(), "u", "wrong");
    assertThat(stranger.post("{\"method\":\"getblockcount\"}").statusCode()).isEqualTo(401);
    HttpRequest get = HttpRequest.newBuilder(test.node.uri()).GET().build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(get, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(405);
  }

  @Test
  void answersErrorsWithTheStatusOfTheNode() {
    assertThat(test.rpc.call("nosuchmethod").status()).isEqualTo(404);
    assertThat(test.rpc.call("nosuchmethod").error())
        .isEqualTo(GoldenVectors.answer("unknown method").asText());
    assertThat(test.rpc.call("getblockhash", 99).status()).isEqualTo(500);
    assertThat(test.rpc.call("getblockhash", 99).error())
        .isEqualTo(GoldenVectors.answer("getblockhash out of range").asText());
    assertThat(test.rpc.call("getblocktemplate", Map.of()).error())
        .isEqualTo(GoldenVectors.answer("getblocktemplate without segwit rule").asText());
    assertThat(test.rpc.post("{").body()).contains("-32700").contains("Parse error");
    assertThat(test.rpc.post("{}").statusCode()).isEqualTo(400);
    assertThat(test.rpc.post("{\"jsonrpc\":\"2.0\",\"method\":\"x\"}").statusCode()).isEqualTo(200);
  }

  @Test
  void saysTheSameAboutItselfAsTheNode() {
    assertSameFields("getblockchaininfo");
    assertSameFields("getmininginfo");
    assertThat(test.rpc.call("getnetworkinfo").result())
        .isEqualTo(GoldenVectors.answer("getnetworkinfo"));
    assertThat(
            test.rpc
                .call("validateaddress", "syl1qvg2uuau5xegn0nt8fly5m2xm84uvgn3m3aermx")
                .result())
        .isEqualTo(GoldenVectors.answer("validateaddress mainnet on regtest"));
  }

  private void assertSameFields(String method) {
    JsonNode told = test.rpc.call(method).result();
    assertThat(told.properties().stream().map(Map.Entry::getKey))
        .containsExactlyInAnyOrderElementsOf(
            GoldenVectors.answer(method).properties().stream().map(Map.Entry::getKey).toList());
  }

  @Test
  void findsTheMistypedCharacterOfAnAddress() {
    JsonNode told =
        test.rpc.call("validateaddress", "rsyl1qwa88cugm29ssakypw5q5j9aktvxpnkjfsvn6gq").result();
    assertThat(told.path("error").asText()).isEqualTo("Invalid Bech32 checksum");
    assertThat(told.path("error_locations").path(0).asInt()).isEqualTo(43);
  }
}
