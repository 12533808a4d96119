package org.opensy.mining.pool.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class BodyOnceTest {
  @Test
  void goesOutOnceAlthoughTheClientSendsTheRequestAgain() throws Exception {
    try (ScriptedNode node = ScriptedNode.start()) {
      byte[] body = "{\"method\":\"sendmany\"}".getBytes(UTF_8);
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port()))
              .POST(new BodyOnce(body))
              .build();
      HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
      assertThat(http.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(401);
      assertThatThrownBy(() -> http.send(request, BodyHandlers.discarding()))
          .isInstanceOf(IOException.class)
          .hasStackTraceContaining("sent before");
      assertThat(node.bodies()).hasSize(1);
    }
  }
}
