package org.opensy.mining.pool.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.Network;

/** What is refused before the pool's money is asked: nothing stands behind the resource here. */
class AdminResourceTest {
  private static final String MINER = "syl1qy552pugv6kj6au8keruk0cmtzvc4xfelzvxa2z";
  private static final String TXID = "ab".repeat(32);

  private final Api api = new Api(new AdminResource(null, null, Network.MAIN, Amount.ofSyl(10)));

  private void isRefused(String method, String path, String json, int status, String detail) {
    Api.Answer answer = api.send(method, path, json);

    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.type()).isEqualTo("application/problem+json");
    assertThat(answer.detail()).contains(detail);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"reason\":\" \"}", "{\"reason\":null}"})
  void aHaltHasAReason(String json) {
    isRefused("POST", "admin/halts", json, 400, "reason is a text of 1 to 200 characters");
  }

  @Test
  void anEmptyBodyIsCalledSo() {
    isRefused("POST", "admin/halts", "", 400, "The body is empty.");
    isRefused("PUT", "admin/miners/" + MINER + "/minimum-payout", "", 400, "The body is empty.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{|not JSON",
        "{\"reason\":[|not JSON",
        "{\"reason\":\"a\"}}|not JSON",
        "{\"reason\":\"a\"} {}|not JSON",
        "{\"reason\":\"a\"}x|not JSON",
        "{\"reason\":\"a\",}|not JSON",
        "{'reason':'a'}|not JSON",
        "{\"reason\":\"a\",\"reason\":\"b\"}|has a member twice",
        "[]|no JSON object",
        "null|no JSON object",
        "\"why\"|no JSON object",
        "{\"reason\":\"a\",\"until\":1}|There is no member [until]",
        "{\"Reason\":\"a\"}|There is no member [Reason]",
        "{\"reason\":1}|reason is a text",
        "{\"reason\":{}}|reason is a text"
      })
  void aBodyIsOneObjectWithNothingButWhatIsKnown(String json, String detail) {
    isRefused("POST", "admin/halts", json, 400, detail);
  }

  @Test
  void whatIsTooDeepOrTooLongForTheReaderIsTheCallersFault() {
    isRefused("POST", "admin/halts", "[".repeat(9000), 400, "not JSON");
    isRefused("POST", "admin/halts", "{\"reason\":" + "9".repeat(9000) + "}", 400, "");
    isRefused("POST", "admin/halts", " ".repeat(16 * 1024 + 1), 413, "16384 bytes");
  }

  @Test
  void whatNeedsNoBodyTakesAnEmptyObjectOnly() {
    isRefused("POST", "admin/payouts", "{\"all\":true}", 400, "There is no member [all]");
    isRefused("POST", "admin/payouts", "x", 400, "not JSON");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Idempotency-Key|a b|Idempotency-Key has 1 to 128 visible ASCII characters",
        "Idempotency-Key|\"a|Idempotency-Key has 1 to 128 visible ASCII characters",
        "Idempotency-Key|ä|Idempotency-Key has 1 to 128 visible ASCII characters"
      })
  void anActIsNamedProperly(String header, String value, String detail) {
    Api.Answer answer =
        api.ask(
            "DELETE",
            "admin/halts/x",
            "",
            Map.of("Authorization", "Bearer " + Api.TOKEN, header, value));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).isEqualTo(detail);
    assertThat(api.refused()).hasSize(1);
  }

  /** Nothing stands behind: an audit would fail. */
  @Test
  void anAnswerWithoutBodyCostsNoAudit() {
    assertThat(api.ask("HEAD", "admin/audit", "", "Bearer " + Api.TOKEN).status()).isEqualTo(200);
  }

  @Test
  void aQuerySaysNothingTwice() {
    isRefused("GET", "admin/payouts?limit=1&limit=2", "", 400, "limit is there twice");
  }

  @Test
  void aMalformedRequestIsKeptAsARefusedAct() {
    api.send("DELETE", "admin/halts/%20?x=%0a", "");
    assertThat(api.refused())
        .containsExactly(
            "DELETE /api/v1/admin/halts/%20?x=%0a by operator: 400 x is no parameter here");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "101", "-1", "ten", "%20"})
  void aListHasFrom1To100Entries(String limit) {
    isRefused("GET", "admin/payouts?limit=" + limit, "", 400, "limit is a number from 1 to 100");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|decision is a text",
        "{\"decision\":\"SENT\"}|decision is sent or not_sent",
        "{\"decision\":\"later\"}|decision is sent or not_sent",
        "{\"decision\":\"sent\"}|txid is a text",
        "{\"decision\":\"sent\",\"txid\":\"abcd\"}|a hash is 64 lower-case hex digits"
      })
  void aPayoutIsResolvedAsSentWithItsTransactionOrAsNotSent(String json, String detail) {
    isRefused("POST", "admin/payouts/p-1/resolution", json, 400, detail);
  }

  @ParameterizedTest
  @ValueSource(strings = {"12", "AB", "zz"})
  void aBlockToWriteOffIsNamedByItsHash(String digits) {
    String hash = digits.equals("12") ? "12" : digits.repeat(32);
    isRefused("POST", "admin/blocks/" + hash + "/write-off", "", 400, "64 lower-case hex digits");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|a positive number of SYL",
        "-1|a positive number of SYL",
        "21000000000.00000001|a positive number of SYL",
        "0.000000001|more than 8 decimals",
        "much|not a decimal number",
        "1e3|a positive number of SYL",
        "1E-3|a positive number of SYL",
        "١٢|not a decimal number",
        "+1|not a decimal number",
        "0x10|not a decimal number",
        "''|not a decimal number"
      })
  void fundingIsAPositiveAmountThatCanExist(String amount, String detail) {
    String json = "{\"txid\":\"" + TXID + "\",\"amount\":\"" + amount + "\"}";
    isRefused("POST", "admin/funding", json, 400, detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{}|txid", "{\"amount\":\"1\"}|txid"})
  void fundingNamesItsTransaction(String json, String detail) {
    isRefused("POST", "admin/funding", json, 400, detail);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.99999999", "0.00000001"})
  void aMinersOwnMinimumIsNotBelowThePools(String minimum) {
    isRefused(
        "PUT",
        "admin/miners/" + MINER + "/minimum-payout",
        "{\"minimum\":\"" + minimum + "\"}",
        400,
        "The pool's minimum is 10.00000000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nobody",
        "rsyl1qy552pugv6kj6au8keruk0cmtzvc4xfelzvxa2z",
        "syl1qy552pugv6kj6au8keruk0cmtzvc4xfelzvxa22"
      })
  void aMinerIsAnAddressOfThisNetwork(String miner) {
    isRefused(
        "PUT",
        "admin/miners/" + miner + "/minimum-payout",
        "{\"minimum\":\"20\"}",
        400,
        "Not an address of this network");
  }
}
