package org.opensy.mining.pool.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressResourceTest {
  private final Api api = new Api(new AddressResource(Configs.with(Map.of())));

  private JsonObject address(String text) {
    return api.ask("GET", "address/" + text, "", "").object();
  }

  @ParameterizedTest
  @CsvSource({
    "syl1qy552pugv6kj6au8keruk0cmtzvc4xfelzvxa2z, p2wpkh",
    "SYL1QY552PUGV6KJ6AU8KERUK0CMTZVC4XFELZVXA2Z, p2wpkh"
  })
  void anAddressIsSaidInItsCanonicalText(String text, String kind) {
    assertThat(address(text))
        .hasToString(
            ("{'address':'syl1qy552pugv6kj6au8keruk0cmtzvc4xfelzvxa2z','kind':'KIND',"
                    + "'network':'main','reason':null,'valid':true}")
                .replace("KIND", kind)
                .replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource({
    "tsyl1qds6dcplv8p9unpdz9vkk6ejuavfzfvyn5mz3y4, 'address of the test network, expected main'",
    "syl1qy552pugv6kj6au8keruk0cmtzvc4xfelzvxa2y, checksum",
    "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq, ''"
  })
  void whatIsNoneIsSaidWithTheReason(String text, String reason) {
    JsonObject answer = address(text);

    assertThat(answer.getBoolean("valid")).isFalse();
    assertThat(answer.isNull("address")).isTrue();
    assertThat(answer.getString("reason")).containsIgnoringCase(reason);
  }
}
