package org.opensy.mining.dev.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WalletPaymentTest {
  private static final String STRANGER = TestNode.STRANGER;

  private TestNode test;
  private RpcCaller wallet;
  private String mine;

  /** One coinbase that may be spent, one that is too young. */
  @BeforeEach
  void start() {
    test = TestNode.start();
    wallet = test.wallet("pool");
    mine = wallet.call("getnewaddress").result().asText();
    test.node.generate(2, mine);
    test.node.generate(99, STRANGER);
  }

  @AfterEach
  void stop() {
    test.close();
  }

  private RpcCaller.Answer sendMany(Map<String, Object> amounts) {
    return wallet.call("sendmany", "", amounts);
  }

  private BigDecimal balance() {
    return wallet.call("getbalance").result().decimalValue();
  }

  private JsonNode transaction(String txid) {
    return wallet.call("gettransaction", txid).result();
  }

  @Test
  void aCoinbaseIsSpendableAfterOneHundredBlocksOnTopOfIt() {
    JsonNode balances = wallet.call("getbalances").result().path("mine");
    assertThat(balances.path("trusted").decimalValue()).isEqualByComparingTo("10000");
    assertThat(balances.path("immature").decimalValue()).isEqualByComparingTo("10000");
    test.node.generate(1, STRANGER);
    assertThat(balance()).isEqualByComparingTo("20000");
  }

  @Test
  void writesAmountsWithEightDecimalsAndNoExponent() {
    assertThat(wallet.post("{\"method\":\"getbalance\"}").body()).contains(":10000.00000000,");
    assertThat(wallet.post("{\"method\":\"getbalance\",\"params\":[\"*\",999]}").body())
        .contains(":0.00000000,");
  }

  @Test
  void refusesInTheWordsOfTheNode() {
    Map<String, Map<String, Object>> calls =
        Map.of(
            "sendmany more than balance", Map.of(STRANGER, 1_000_000),
            "sendmany dust", Map.of(STRANGER, new BigDecimal("0.00000100")),
            "sendmany bad address", Map.of("rsyl1notanaddress", 1),
            "sendmany mainnet address on regtest",
                Map.of("syl1qvg2uuau5xegn0nt8fly5m2xm84uvgn3m3aermx", 1),
            "sendmany negative", Map.of(STRANGER, -1),
            "sendmany 9 decimals", Map.of(STRANGER, new BigDecimal("0.123456789")));
    calls.forEach(
        (recorded, amounts) -> {
          RpcCaller.Answer answer = sendMany(amounts);
          assertThat(answer.status()).isEqualTo(500);
          assertThat(answer.error()).isEqualTo(GoldenVectors.answer(recorded).asText());
        });
    assertThat(test.rpc.wallet("none").call("getbalance").error())
        .isEqualTo(GoldenVectors.answer("wallet not loaded").asText());
  }

  @Test
  void tellsAPaymentAsTheNodeDoesAndConfirmsIt() {
    String own = wallet.call("getnewaddress").result().asText();
    String txid =
        wallet
            .call("sendmany", "", Map.of(STRANGER, 5, own, 7), 1, "payout batch 1")
            .result()
            .asText();
    JsonNode told = transaction(txid);
    JsonNode recorded = GoldenVectors.answer("gettransaction unconfirmed");
    assertThat(told.path("comment")).isEqualTo(recorded.path("comment"));
    assertThat(told.path("trusted").asBoolean()).isTrue();
    assertThat(told.path("bip125-replaceable").asText()).isEqualTo("yes");
    assertThat(told.path("amount").decimalValue()).isEqualByComparingTo("-5");
    assertThat(told.path("details")).hasSize(3);
    BigDecimal fee = told.path("fee").decimalValue();
    assertThat(fee).isNegative();
    assertThat(balance()).isEqualByComparingTo(new BigDecimal("9995").add(fee));

    assertThat(test.template().path("transactions").path(0).path("txid").asText()).isEqualTo(txid);
    test.node.generate(1, STRANGER);
    assertThat(transaction(txid).path("confirmations").asInt()).isEqualTo(1);
    assertThat(transaction(txid).path("blockhash").asText()).isEqualTo(test.node.bestBlockHash());
  }

  @Test
  void takesTheFeeFromTheAmountsThatAreToBearIt() {
    String txid =
        wallet
            .call("sendmany", "", Map.of(STRANGER, 5), 1, "", List.of(STRANGER))
            .result()
            .asText();
    assertThat(balance()).isEqualByComparingTo("9995");
    JsonNode told = transaction(txid);
    assertThat(told.path("amount").decimalValue().add(told.path("fee").decimalValue()))
        .isEqualByComparingTo("-5");
  }

  @Test
  void findsAPaymentByItsCommentInTheHistorySinceABlock() {
    String before = test.node.bestBlockHash();
    String txid = wallet.call("sendmany", "", Map.of(STRANGER, 1), 1, "ref-42").result().asText();
    test.node.generate(1, STRANGER);
    JsonNode since = wallet.call("listsinceblock", before).result();
    assertThat(since.path("transactions")).hasSize(1);
    assertThat(since.path("transactions").path(0).path("comment").asText()).isEqualTo("ref-42");
    assertThat(since.path("transactions").path(0).path("txid").asText()).isEqualTo(txid);
    assertThat(since.path("lastblock").asText()).isEqualTo(test.node.bestBlockHash());
  }

  @Test
  void listsWhatALostBlockHeldAsRemoved() {
    test.node.generate(1, mine);
    String lost = test.node.bestBlockHash();
    test.rpc.call("invalidateblock", lost).result();
    test.node.generate(1, STRANGER);
    JsonNode since = wallet.call("listsinceblock", lost).result();
    assertThat(since.path("removed").path(0).path("category").asText()).isEqualTo("orphan");
  }

  @Test
  void aDoubleSpendInABlockMakesConfirmationsNegativeAndGivesTheOtherCoinsBack() {
    String txid = sendMany(Map.of(STRANGER, 1)).result().asText();
    String rival = test.node.doubleSpend(txid).orElseThrow();
    assertThat(transaction(txid).path("mempoolconflicts").path(0).asText()).isEqualTo(rival);
    test.node.generate(2, STRANGER);
    assertThat(transaction(txid).path("confirmations").asInt()).isEqualTo(-2);
  }

  @Test
  void onlyWhatLeftTheMempoolMayBeAbandoned() {
    String txid = sendMany(Map.of(STRANGER, 1)).result().asText();
    assertThat(wallet.call("abandontransaction", txid).error())
        .contains("Transaction not eligible for abandonment");
    assertThat(test.node.evict(txid)).isTrue();
    assertThat(wallet.call("abandontransaction", txid).result().isNull()).isTrue();
    assertThat(transaction(txid).path("details").path(0).path("abandoned").asBoolean()).isTrue();
    assertThat(balance()).isEqualByComparingTo("10000");
  }
}
