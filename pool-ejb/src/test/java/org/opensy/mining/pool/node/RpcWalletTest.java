package org.opensy.mining.pool.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.chain.TransactionId;
import org.opensy.mining.pool.config.NodeAddress;
import org.opensy.mining.pool.config.NodeLogin;
import org.opensy.mining.pool.config.NodeSettings;
import org.opensy.mining.pool.config.Secret;

class RpcWalletTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final String ALICE = "rsyl1q2vnpd42569nxklylnkmxlg77acpehgz8d6t2ly";
  private static final String BOB = "rsyl1q8gmc7m9wyruyl7xwj3gevpc2syzr3e9mu2jzya";
  private static final String TXID = "c6".repeat(32);
  private static final BlockHash SINCE = BlockHash.ofDisplayHex("0b".repeat(32));

  private static final String LOCKED =
      "{\"walletname\":\"\",\"unlocked_until\":0,\"private_keys_enabled\":true,"
          + "\"scanning\":false,\"lastprocessedblock\":{\"hash\":\""
          + "0a".repeat(32)
          + "\",\"height\":7}}";

  private ScriptedNode node;
  private RpcWallet wallet;

  @BeforeEach
  void start() throws IOException {
    node = ScriptedNode.start();
    wallet = client(node.address(), LONG);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void asksForPaymentInTheOrderGivenWithEightDecimalsAndNoReplacement() {
    node.result("sendmany", "\"" + TXID + "\"");
    assertThat(wallet.sendMany(outputs(), "payout 7", false))
        .isEqualTo(TransactionId.ofDisplayHex(TXID));
    assertThat(node.bodies()).hasSize(1);
    assertThat(node.bodies().get(0))
        .contains(
            "\"params\":[\"\",{\""
                + BOB
                + "\":0.00000001,\""
                + ALICE
                + "\":12000000000.50000000},1,\"payout 7\",[],false]");
  }

  @Test
  void namesEveryAddressWhenTheMinersBearTheFee() {
    node.result("sendmany", "\"" + TXID + "\"");
    wallet.sendMany(outputs(), "payout 7", true);
    assertThat(node.bodies().get(0))
        .contains(",1,\"payout 7\",[\"" + BOB + "\",\"" + ALICE + "\"],false]");
  }

  @Test
  void asksTheNamedWallet() {
    node.on(
        "getaddressinfo",
        (exchange, request) -> {
          boolean named = exchange.getRequestURI().getRawPath().equals("/wallet/hot%20one");
          ScriptedNode.envelope(
              exchange, request, 200, "{\"ismine\":true,\"solvable\":" + named + "}", "null");
        });
    assertThat(wallet.canSpend(address(ALICE))).isFalse();
    assertThat(client(node.address().wallet("hot one"), LONG).canSpend(address(ALICE))).isTrue();
  }

  @Test
  void unlocksALockedWalletAndLocksItAgain() {
    wallet = client(node.address(), LONG, Optional.of(new Secret("open sesame")));
    node.result("getwalletinfo", LOCKED)
        .result("walletpassphrase", "null")
        .result("walletlock", "null");
    WalletClient.Unlocked keys = wallet.unlock();
    assertThat(node.bodies().get(1)).contains("\"params\":[\"open sesame\",130]");
    keys.close();
    assertThat(node.calls()).containsExactly("getwalletinfo", "walletpassphrase", "walletlock");
  }

  @Test
  void leavesAWalletAsItIsThatIsOpenOrWhosePassphraseItDoesNotHave() {
    wallet.unlock().close();
    assertThat(node.calls()).isEmpty();
    wallet = client(node.address(), LONG, Optional.of(new Secret("open sesame")));
    node.result("getwalletinfo", LOCKED.replace("\"unlocked_until\":0,", ""))
        .result("getwalletinfo", LOCKED.replace(":0,", ":1900000000,"));
    wallet.unlock().close();
    wallet.unlock().close();
    assertThat(node.calls()).containsOnly("getwalletinfo");
  }

  @Test
  void aPassphraseIsInNoMessage() {
    wallet = client(node.address(), LONG, Optional.of(new Secret("open sesame")));
    node.result("getwalletinfo", LOCKED)
        .error("walletpassphrase", -14, "Error: The wallet passphrase entered was incorrect.");
    assertThatThrownBy(() -> wallet.unlock())
        .isInstanceOf(NodeRpcException.class)
        .hasMessageContaining("incorrect")
        .hasMessageNotContaining("sesame");
    assertThat(RpcCall.of("walletpassphrase", "open sesame", 9).toString())
        .doesNotContain("sesame");
  }

  @Test
  void refusesAPaymentThatMakesNoSenseBeforeAskingTheNode() {
    Address main = Address.parse("syl1qvg2uuau5xegn0nt8fly5m2xm84uvgn3m3aermx", Network.MAIN);
    for (Map<Address, Amount> outputs :
        List.of(
            Map.<Address, Amount>of(),
            Map.of(address(ALICE), Amount.ZERO),
            Map.of(address(ALICE), Amount.ofBaseUnits(-1)),
            Map.of(main, Amount.ofSyl(1)))) {
      assertThatThrownBy(() -> wallet.sendMany(outputs, "payout 7", false))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> wallet.sendMany(outputs(), " ", false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(node.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-3, -5, -6, -8, -13, -18, -19, -28, -32600, -32601})
  void paymentIsCertainlyNotSentWhenTheNodeRefusesItBeforehand(int code) {
    node.error("sendmany", code, "no");
    NodeRpcException e = failure(NodeRpcException.class);
    assertThat(e.code()).isEqualTo(code);
    assertThat(e.definitelyNotSent()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, -4, -7, -9, -20, -25, -26, -32603, -32700, 0, 5})
  void paymentMayBeSentWhenTheErrorCanComeAfterwards(int code) {
    node.error("sendmany", code, "Wallet db error, transaction commit failed");
    assertThat(failure(NodeRpcException.class).definitelyNotSent()).isFalse();
  }

  @Test
  void paymentMayBeSentWhenTheNodeFallsSilent() {
    wallet = client(node.address(), SHORT);
    node.silence("sendmany");
    assertThat(failure(NodeUnreachableException.class).definitelyNotSent()).isFalse();
  }

  @Test
  void paymentMayBeSentWhenTheAnswerBreaksOff() {
    node.half("sendmany");
    assertThat(failure(NodeUnreachableException.class).definitelyNotSent()).isFalse();
  }

  @Test
  void paymentMayBeSentWhenTheConnectionBreaks() {
    node.on("sendmany", (exchange, request) -> exchange.close());
    assertThat(failure(NodeUnreachableException.class).definitelyNotSent()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>hello</html>", "", "{\"result\":null,\"error\":null,\"id\":1}"})
  void paymentMayBeSentWhenTheAnswerIsNone(String body) {
    node.raw("sendmany", 500, body.getBytes(UTF_8));
    assertThat(failure(NodeUnreachableException.class).definitelyNotSent()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "null", "\"c6\"", "{}"})
  void paymentMayBeSentWhenTheResultIsNoTransactionId(String result) {
    node.result("sendmany", result);
    assertThat(failure(NodeUnreachableException.class).definitelyNotSent()).isFalse();
  }

  @Test
  void paymentMayBeSentWhenTheErrorAnswersAnotherRequest() {
    String other = "{\"result\":null,\"error\":{\"code\":-6,\"message\":\"no\"},\"id\":-7}";
    node.raw("sendmany", 500, other.getBytes(UTF_8));
    assertThat(failure(NodeUnreachableException.class).definitelyNotSent()).isFalse();
  }

  @Test
  void paymentIsCertainlyNotSentWhenTheNodeIsTooBusy() {
    node.raw("sendmany", 503, "Work queue depth exceeded".getBytes(UTF_8));
    assertThat(failure(NodeUnreachableException.class).definitelyNotSent()).isTrue();
  }

  @Test
  void paymentIsCertainlyNotSentWhenNobodyListens() {
    node.close();
    NodeUnreachableException e =
        catchThrowableOfType(
            NodeUnreachableException.class, () -> wallet.sendMany(outputs(), "payout 7", false));
    assertThat(e.definitelyNotSent()).isTrue();
  }

  @Test
  void paymentIsMadeOnceWhenTheNodeRestartedWithAnotherCookie(@TempDir Path folder)
      throws IOException {
    Path cookie = folder.resolve(".cookie");
    Files.writeString(cookie, "__cookie__:first");
    wallet = client(node.address(new NodeLogin.CookieFile(cookie)), LONG);
    node.result("getaddressinfo", "{\"ismine\":true,\"solvable\":true}")
        .result("sendmany", "\"" + TXID + "\"");
    node.require(basic("__cookie__:first"));
    wallet.canSpend(address(ALICE));
    Files.writeString(cookie, "__cookie__:second");
    node.require(basic("__cookie__:second"));
    wallet.sendMany(outputs(), "payout 7", false);
    assertThat(node.calls()).containsExactly("getaddressinfo", "401", "sendmany");
  }

  @Test
  void readIsAskedOnceMoreAfterALostAnswer() {
    node.half("getaddressinfo").result("getaddressinfo", "{\"ismine\":true,\"solvable\":true}");
    assertThat(wallet.canSpend(address(ALICE))).isTrue();
    node.half("getbalances");
    assertThatThrownBy(() -> wallet.balances()).isInstanceOf(NodeUnreachableException.class);
    assertThat(node.calls())
        .containsExactly("getaddressinfo", "getaddressinfo", "getbalances", "getbalances");
  }

  @Test
  void refusedReadIsNotAskedAgain() {
    node.error("getwalletinfo", -18, "Requested wallet does not exist or is not loaded");
    assertThatThrownBy(() -> wallet.info()).isInstanceOf(NodeRpcException.class);
    assertThat(node.calls()).containsExactly("getwalletinfo");
  }

  @Test
  void unknownTransactionIsNone() {
    node.error("gettransaction", -5, "Invalid or non-wallet transaction id");
    assertThat(wallet.transaction(TransactionId.ofDisplayHex(TXID))).isEmpty();
  }

  @Test
  void findsPaymentsByTheWholeComment() {
    ArrayNode entries =
        WalletAnswersTest.entries(WalletAnswersTest.recorded("gettransaction unconfirmed"));
    node.result("listsinceblock", WalletAnswersTest.since(entries, entries.arrayNode()).toString());
    assertThat(wallet.findByComment("payout batch 1", SINCE)).hasSize(1);
    assertThat(wallet.findByComment("payout batch", SINCE)).isEmpty();
    assertThat(node.bodies().get(0)).contains("\"params\":[\"" + SINCE + "\",1,false,true]");
  }

  /** The failure of a payment that the node was asked for once. */
  private <T extends NodeException> T failure(Class<T> kind) {
    T e = catchThrowableOfType(kind, () -> wallet.sendMany(outputs(), "payout 7", false));
    assertThat(e).isNotNull();
    assertThat(node.calls()).containsExactly("sendmany");
    return e;
  }

  private static RpcWallet client(NodeAddress address, Duration read) {
    return client(address, read, Optional.empty());
  }

  private static RpcWallet client(NodeAddress address, Duration read, Optional<Secret> passphrase) {
    NodeSettings.Times times = new NodeSettings.Times(LONG, read, LONG, LONG, LONG);
    return new RpcWallet(address, Network.REGTEST, times, passphrase);
  }

  private static Map<Address, Amount> outputs() {
    Map<Address, Amount> outputs = new LinkedHashMap<>();
    outputs.put(address(BOB), Amount.ofBaseUnits(1));
    outputs.put(address(ALICE), Amount.parse("12000000000.5"));
    return outputs;
  }

  private static Address address(String text) {
    return Address.parse(text, Network.REGTEST);
  }

  private static String basic(String login) {
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
  }
}
