package org.opensy.mining.pool.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.Network;

/** What is refused before the pool's money is asked: nothing stands behind the resource here. */
class AdminResourceTest {
  private static final String MINER = "syl1qy552pugv6kj6au8keruk0cmtzvc4xfelzvxa2z";
  private static final String TXID = "ab".repeat(32);

  private final Api api = new Api(new AdminResource(null, Network.MAIN, Amount.ofSyl(10)));

  private void isRefused(String method, String path, String json, int status, String detail) {
    Api.Answer answer = api.send(method, path, json);

    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.type()).isEqualTo("application/problem+json");
    assertThat(answer.detail()).contains(detail);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{}", "{\"reason\":\" \"}", "{\"reason\":null}"})
  void aHaltHasAReason(String json) {
    isRefused("POST", "admin/halts", json, 400, "reason is a text of 1 to 200 characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "\"why\"", "{\"reason\":["})
  void aBodyThatIsNotTheJsonIsTheCallersFault(String json) {
    isRefused("POST", "admin/halts", json, 400, "The body is not the JSON that is expected.");
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
        "''|not a decimal number"
      })
  void fundingIsAPositiveAmountThatCanExist(String amount, String detail) {
    String json = "{\"txid\":\"" + TXID + "\",\"amount\":\"" + amount + "\"}";
    isRefused("POST", "admin/funding", json, 400, detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"''|txid", "{}|txid", "{\"amount\":\"1\"}|txid"})
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
        404,
        "Not an address of this network");
  }
}
