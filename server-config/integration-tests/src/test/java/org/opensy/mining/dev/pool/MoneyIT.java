package org.opensy.mining.dev.pool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.opensy.mining.dev.pool.PoolProbe.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.opensy.mining.dev.api.ApiContract;
import org.opensy.mining.dev.miner.ShareSearch;
import org.opensy.mining.dev.miner.StratumMiner;
import org.opensy.mining.dev.stack.Ports;
import org.opensy.mining.dev.stack.TestPool;
import org.opensy.mining.dev.stack.TestToken;
import org.opensy.mining.pool.reward.ProofDocument;
import org.opensy.mining.pool.reward.ProofVerdict;
import org.opensy.mining.pool.reward.RewardRoot;
import org.opensy.mining.stratum.protocol.LoginResult;
import org.opensy.mining.stratum.protocol.StratumJob;

/** Money in the deployed pool: from a found block to a confirmed payment, and its operators. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MoneyIT {
  private static final ObjectMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
  private static final String TOKEN = TestToken.operator();
  private static final String MINER = "rsyl1q2vnpd42569nxklylnkmxlg77acpehgz8d6t2ly";
  private static final String SOLO_MINER = "rsyl1q8gmc7m9wyruyl7xwj3gevpc2syzr3e9mu2jzya";
  private static final String PASSPHRASE = "open sesame";
  private static final int SPENDABLE = 105;
  private static final int PPLNS_PORT = Ports.free();
  private static final int SOLO_PORT = Ports.free();

  private static TestPool pool;
  private static PoolProbe probe;
  private static String block;

  @BeforeAll
  static void start() {
    pool =
        TestPool.create(
            "MoneyIT",
            Map.of(
                "pool.stratum.port",
                PPLNS_PORT + "," + SOLO_PORT,
                "pool.stratum.port." + SOLO_PORT + ".scheme",
                "solo",
                "pool.stratum.difficulty",
                "2",
                "pool.money.maturity",
                "2",
                "pool.payout.enabled",
                "true",
                "pool.payout.interval",
                "1",
                "pool.payout.confirmations",
                "2",
                "pool.payout.wallet",
                "pool",
                "pool.wallet.passphrase",
                PASSPHRASE));
    probe = new PoolProbe(pool);
    pool.node().setDifficulty(2);
    rpc("pool", "encryptwallet", PASSPHRASE);
    rpc("", "createwallet", "operator");
    pool.node().generate(1, rpc("operator", "getnewaddress").asText());
    pool.node().generate(SPENDABLE, pool.access().poolAddress());
    pool.server().start();
  }

  @AfterAll
  static void stop() {
    if (pool != null) {
      pool.close();
    }
  }

  /** Mines one block on a port, and answers its hash. */
  private static String mineBlock(int port, String login) {
    long next = pool.node().height() + 1L;
    try (ShareSearch search = new ShareSearch();
        StratumMiner miner = StratumMiner.connect(port)) {
      assertThat(miner.login(login)).isInstanceOf(LoginResult.class);
      for (StratumJob job = miner.awaitHeight(next); job.height() == next; job = miner.job()) {
        ShareSearch.Found found = search.share(job);
        miner.submit(found.jobId(), found.nonce(), found.result());
      }
    }
    return pool.node().bestBlockHash();
  }

  @Test
  @Order(1)
  void aFoundBlockIsCreditedAndItsProofHolds() throws IOException {
    block = mineBlock(PPLNS_PORT, MINER.toUpperCase(Locale.ROOT) + ".rig");
    eventually("it is credited", () -> status("/api/v1/pool/blocks/" + block + "/reward") == 200);
    JsonNode reward = json("/api/v1/pool/blocks/" + block + "/reward");
    assertThat(reward.path("totals").path("miners").path("amount").asText())
        .isEqualTo("9900.00000000");
    assertThat(reward.path("totals").path("fee").path("amount").asText()).isEqualTo("100.00000000");
    assertThat(balance("immature")).isEqualTo("9900.00000000");
    ProofDocument proof =
        JSON.readValue(
            probe.get("/api/v1/pool/blocks/" + block + "/proofs/" + MINER).body(),
            ProofDocument.class);
    assertThat(proof.toProof().verify(RewardRoot.ofHex(reward.path("root").asText())))
        .isInstanceOf(ProofVerdict.Proven.class);
    assertThat(status("/api/v1/pool/blocks/" + block + "/proofs/" + MINER.toUpperCase(Locale.ROOT)))
        .isEqualTo(200);
    assertThat(status("/api/v1/miners/" + MINER.toUpperCase(Locale.ROOT))).isEqualTo(200);
    assertThat(json("/api/v1/pool/schemes").path("items").path(0).path("scheme").asText())
        .isEqualTo("pplns");
  }

  @Test
  @Order(2)
  void itsRewardIsPaidAndConfirmedOnceItHasMatured() throws IOException {
    try (LiveListener stream =
        LiveListener.stream(pool.server(), "127.0.0.1", "payments,blocks,miner:" + MINER, "")) {
      payAndConfirm();
      stream
          .await("event: payment\n")
          .await("\"status\":\"confirmed\"")
          .await("\"name\":\"matured\"")
          .await("event: miner:" + MINER)
          .await("\"paid\":{\"amount\":\"9900.00000000\"");
    }
  }

  private static void payAndConfirm() {
    generate(1);
    eventually("it is paid", () -> balance("paid").equals("9900.00000000"));
    assertThat(balance("payable")).isEqualTo("0.00000000");
    assertThat(rpc("pool", "getwalletinfo").path("unlocked_until").asLong(-1)).isZero();
    generate(2);
    eventually(
        "the payment is confirmed",
        () ->
            json("/api/v1/miners/" + MINER + "/payments")
                .path("items")
                .path(0)
                .path("status")
                .asText()
                .equals("confirmed"));
    assertThat(probe.get("/metrics").body())
        .contains("opensy_pool_balance{account=\"miner_paid\"", "opensy_pool_payouts_halted")
        .contains("\nopensy_pool_wallet_trouble 0", "opensy_pool_payouts_failed 0");
    assertThat(probe.get("/ready").body()).contains("\"wallet\"");
  }

  @Test
  @Order(3)
  void onlyAnOperatorWithTheTokenIsLetIn() {
    assertThat(probe.get("/api/v1/admin/payouts").statusCode()).isEqualTo(401);
    assertThat(probe.call("GET", "/api/v1/admin/payouts", "wrong", "").statusCode()).isEqualTo(401);
    HttpResponse<String> payouts = probe.call("GET", "/api/v1/admin/payouts", TOKEN, "");
    assertThat(payouts.statusCode()).isEqualTo(200);
    assertThat(payouts.body()).contains(MINER, "opensy-payout-", "\"status\":\"confirmed\"");
  }

  @Test
  @Order(4)
  void anAuditFindsThatEverythingButTheForeignCoinbasesIsBooked() throws IOException {
    HttpResponse<String> answer = probe.call("GET", "/api/v1/admin/audit", TOKEN, "");
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode findings = JSON.readTree(answer.body()).path("findings");
    assertThat(findings).hasSize(1);
    assertThat(findings.path(0).path("check").asText())
        .isEqualTo("the wallet holds what the books say");
  }

  @Test
  @Order(5)
  void aHaltStopsPayoutsUntilItIsLifted() {
    String halts = "/api/v1/admin/halts";
    assertThat(probe.call("POST", halts, TOKEN, "{\"reason\":\"a look\"}").statusCode())
        .isEqualTo(204);
    assertThat(probe.call("POST", "/api/v1/admin/payouts", TOKEN, "{}").body())
        .contains("halted: a look");
    assertThat(probe.call("POST", halts, TOKEN, "{}").statusCode()).isEqualTo(400);
    assertThat(probe.call("DELETE", halts + "/by-hand", TOKEN, "").statusCode()).isEqualTo(204);
    assertThat(probe.call("DELETE", halts + "/by-hand", TOKEN, "").statusCode()).isEqualTo(404);
    assertThat(probe.call("POST", "/api/v1/admin/payouts", TOKEN, "{}").body())
        .contains("0 payouts made");
  }

  @Test
  @Order(6)
  void aMinersOwnMinimumIsAboveThePools() {
    String path = "/api/v1/admin/miners/" + MINER + "/minimum-payout";
    assertThat(probe.call("PUT", path, TOKEN, "{\"minimum\":\"1\"}").statusCode()).isEqualTo(400);
    String capitals = path.replace(MINER, MINER.toUpperCase(Locale.ROOT));
    assertThat(probe.call("PUT", capitals, TOKEN, "{\"minimum\":\"250\"}").statusCode())
        .isEqualTo(204);
    assertThat(
            probe.texts(
                "select operator || body || status from operator_acts order by id desc limit 1"))
        .containsExactly("operator{\"minimum\":\"250\"}204");
    assertThat(
            json("/api/v1/miners/" + MINER)
                .path("minimum_payout")
                .path("value")
                .path("amount")
                .asText())
        .isEqualTo("250.00000000");
    assertThat(probe.call("PUT", path, TOKEN, "{}").statusCode()).isEqualTo(204);
    assertThat(
            json("/api/v1/miners/" + MINER)
                .path("minimum_payout")
                .path("value")
                .path("amount")
                .asText())
        .isEqualTo("100.00000000");
  }

  @Test
  @Order(7)
  void aBlockOfTheSoloPortPaysItsFinderAlone() {
    String solo = mineBlock(SOLO_PORT, SOLO_MINER);
    eventually("it is credited", () -> status("/api/v1/pool/blocks/" + solo + "/reward") == 200);
    JsonNode reward = json("/api/v1/pool/blocks/" + solo + "/reward");
    assertThat(reward.path("terms").path("scheme").asText()).isEqualTo("solo");
    assertThat(reward.path("miners").asInt()).isEqualTo(1);
    assertThat(status("/api/v1/pool/blocks/" + solo + "/proofs/" + SOLO_MINER)).isEqualTo(200);
    assertThat(status("/api/v1/pool/blocks/" + solo + "/proofs/" + MINER)).isEqualTo(404);
  }

  @Test
  @Order(8)
  void whatTheOperatorPutsInIsBookedAsTheWalletShowsItAndCanBeReversed() {
    String txid = rpc("operator", "sendtoaddress", pool.access().poolAddress(), "12.5").asText();
    String funding = "/api/v1/admin/funding";
    String body = "{\"txid\":\"" + txid + "\",\"amount\":\"12.5\"}";
    HttpResponse<String> early = probe.call("POST", funding, TOKEN, body);
    assertThat(early.statusCode()).isEqualTo(409);
    assertThat(early.body()).contains("0 of 2 confirmations");
    generate(2);
    assertThat(probe.call("POST", funding, TOKEN, body.replace("12.5", "12.6")).body())
        .contains("pays 12.50000000 to the wallet");
    assertThat(probe.call("POST", funding, TOKEN, body).body()).contains("booked");
    assertThat(probe.call("POST", funding, TOKEN, body).statusCode()).isEqualTo(409);
    String reversal = funding + "/" + txid + "/reversal";
    String why = "{\"reason\":\"a test\"}";
    assertThat(probe.call("POST", reversal, TOKEN, why).statusCode()).isEqualTo(200);
    assertThat(probe.call("POST", reversal, TOKEN, why).statusCode()).isEqualTo(404);
  }

  @Test
  @Order(9)
  void everyOperationAnswersAsTheContractSays() {
    eventually(
        "the history has the miner's shares",
        Duration.ofMinutes(3),
        () -> !json("/api/v1/miners/" + MINER + "/hashrate").path("items").isEmpty());
    probe.texts("update miners set is_listed = true where address = '" + MINER + "' returning 1");
    contract().check();
  }

  @Test
  @Order(10)
  void oddValuesAreRefusedOrFindNothing() {
    contract().fuzz(20_261_128);
  }

  private static ApiContract contract() {
    return new ApiContract(
        probe, Map.of("address", MINER, "hash", block, "id", block, "name", "rig", "text", MINER));
  }

  /** A call to the node's own RPC; the wallet is empty for none. */
  private static JsonNode rpc(String wallet, String method, String... parameters) {
    ObjectNode body = JSON.createObjectNode().put("id", 1).put("method", method);
    ArrayNode params = body.putArray("params");
    for (String parameter : parameters) {
      params.add(parameter);
    }
    String login = pool.access().user() + ":" + pool.access().password();
    URI uri = URI.create(pool.access().url());
    HttpRequest request =
        HttpRequest.newBuilder(wallet.isEmpty() ? uri : uri.resolve("/wallet/" + wallet))
            .header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8)))
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    try {
      JsonNode answer =
          JSON.readTree(
              HttpClient.newHttpClient()
                  .send(request, HttpResponse.BodyHandlers.ofString())
                  .body());
      assertThat(answer.path("error").isNull()).as(answer.toString()).isTrue();
      return answer.path("result");
    } catch (IOException broken) {
      throw new AssertionError(method, broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(method, interrupted);
    }
  }

  private static void generate(int blocks) {
    pool.node().generate(blocks, pool.access().poolAddress());
  }

  private static int status(String path) {
    return probe.get(path).statusCode();
  }

  private static String balance(String name) {
    return json("/api/v1/miners/" + MINER).path("balance").path(name).path("amount").asText();
  }

  private static JsonNode json(String path) {
    try {
      return JSON.readTree(probe.get(path).body());
    } catch (IOException broken) {
      throw new AssertionError(path, broken);
    }
  }
}
