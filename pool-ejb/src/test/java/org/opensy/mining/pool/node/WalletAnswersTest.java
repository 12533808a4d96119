package org.opensy.mining.pool.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.chain.TransactionId;

/** Against the words of a real node, see chain/SOURCE.md beside the file. */
class WalletAnswersTest {
  private static final Address FIRST =
      Address.parse("rsyl1q2vnpd42569nxklylnkmxlg77acpehgz8d6t2ly", Network.REGTEST);
  private static final Address SECOND =
      Address.parse("rsyl1q8gmc7m9wyruyl7xwj3gevpc2syzr3e9mu2jzya", Network.REGTEST);
  private static final String UNCONFIRMED = "gettransaction unconfirmed";

  @Test
  void readsAPaymentExactly() {
    assertThat(transaction(recorded(UNCONFIRMED)))
        .isEqualTo(
            new WalletTransaction(
                id("c6e914c1d65621cff9e8f4a1835a33064d76c3b876f91414dbcab5299d046c6d"),
                new WalletTransaction.Standing(0, Optional.empty(), false, List.of()),
                Optional.of(Amount.ofBaseUnits(2500)),
                "payout batch 1",
                Map.of(FIRST, Amount.ofSyl(5), SECOND, Amount.ofSyl(7)),
                Amount.ZERO));
  }

  @Test
  void aCoinbaseHasNoFeeAndNothingSent() {
    WalletTransaction young = transaction(recorded("gettransaction of immature coinbase"));
    assertThat(young.fee()).isEmpty();
    assertThat(young.sent()).isEmpty();
    assertThat(young.received()).as("it is no payment").isEqualTo(Amount.ZERO);
    assertThat(young.comment()).isEmpty();
    assertThat(young.standing().isConfirmed()).isTrue();
    assertThat(young.standing().block())
        .contains(
            BlockHash.ofDisplayHex(
                "3e1b3d78e0ca9316d54a88cd2cffb55fc534c589b0d7270483a891e72c23db8b"));
  }

  @Test
  void aCoinbaseThatLostItsBlockIsAbandoned() {
    WalletTransaction orphan = transaction(recorded("gettransaction of orphaned coinbase"));
    assertThat(orphan.standing())
        .isEqualTo(new WalletTransaction.Standing(0, Optional.empty(), true, List.of()));
    assertThat(orphan.standing().isWaiting()).isFalse();
  }

  @Test
  void readsWhatContradictsAPayment() {
    ObjectNode answer = recorded(UNCONFIRMED).put("confirmations", -3);
    answer.putArray("walletconflicts").add("ab".repeat(32));
    WalletTransaction.Standing standing = transaction(answer).standing();
    assertThat(standing.isConflicted()).isTrue();
    assertThat(standing.conflicts()).containsExactly(id("ab".repeat(32)));
  }

  @ParameterizedTest
  @CsvSource({
    "/confirmations, '\"1\"'",
    "/confirmations, 1.5",
    "/fee, '\"-0.1\"'",
    "/fee, -0.000000001",
    "/txid, '\"12\"'",
    "/walletconflicts, null",
    "/details, {}",
    "/details/0/amount, null",
    "/details/0/address, '\"syl1qvg2uuau5xegn0nt8fly5m2xm84uvgn3m3aermx\"'",
    "/details/0/abandoned, 0",
    "/details/0/category, 7",
    "/comment, 5"
  })
  void refusesAnAnswerWithAFieldOfAnotherKind(String where, String json) {
    ObjectNode answer = recorded(UNCONFIRMED);
    int last = where.lastIndexOf('/');
    ((ObjectNode) answer.at(where.substring(0, last))).set(where.substring(last + 1), json(json));
    assertThatThrownBy(() -> transaction(answer)).isInstanceOf(NodeUnreachableException.class);
  }

  @ParameterizedTest
  @CsvSource({"confirmations", "txid", "walletconflicts", "details"})
  void refusesAnAnswerWithoutAField(String name) {
    ObjectNode answer = recorded(UNCONFIRMED);
    answer.remove(name);
    assertThatThrownBy(() -> transaction(answer)).isInstanceOf(NodeUnreachableException.class);
  }

  @Test
  void putsTheOutputsOfAPaymentTogetherAndLeavesOutWhatOnlyCameIn() {
    JsonNode answer = since(entries(recorded(UNCONFIRMED)), coinbase());
    assertThat(WalletAnswers.sent(answer, Network.REGTEST))
        .containsExactly(transaction(recorded(UNCONFIRMED)));
  }

  @Test
  void countsAPaymentOnceThatLostItsBlockAndWaitsAgain() {
    ArrayNode entries = entries(recorded(UNCONFIRMED));
    assertThat(WalletAnswers.sent(since(entries, entries.deepCopy()), Network.REGTEST))
        .containsExactly(transaction(recorded(UNCONFIRMED)));
  }

  @Test
  void findsAPaymentAmongTheRemovedAlone() {
    ArrayNode entries = entries(recorded(UNCONFIRMED).put("confirmations", -1));
    List<WalletTransaction> sent = WalletAnswers.sent(since(coinbase(), entries), Network.REGTEST);
    assertThat(sent).hasSize(1);
    assertThat(sent.get(0).standing().isConflicted()).isTrue();
  }

  @Test
  void readsBalancesAndTheWalletsState() {
    assertThat(
            WalletAnswers.balances(
                json(
                    "{\"mine\":{\"trusted\":1.5,\"untrusted_pending\":0.00000001,"
                        + "\"immature\":2e4}}")))
        .isEqualTo(
            new WalletBalances(Amount.parse("1.5"), Amount.ofBaseUnits(1), Amount.ofSyl(20_000)))
        .returns(Amount.parse("20001.50000001"), WalletBalances::total);
    String info =
        "{\"walletname\":\"hot\",\"private_keys_enabled\":true,\"scanning\":%s%s,"
            + "\"lastprocessedblock\":{\"hash\":\""
            + "0a".repeat(32)
            + "\",\"height\":7}}";
    WalletInfo open = WalletAnswers.info(json(info.formatted("false", "")));
    BlockHash last = BlockHash.ofDisplayHex("0a".repeat(32));
    assertThat(open).isEqualTo(new WalletInfo("hot", false, true, Optional.empty(), last));
    assertThat(open.isLocked()).isFalse();
    WalletInfo locked =
        WalletAnswers.info(json(info.formatted("{\"progress\":0.1}", ",\"unlocked_until\":0")));
    assertThat(locked.scanning()).isTrue();
    assertThat(locked.isLocked()).isTrue();
    WalletInfo unlocked =
        WalletAnswers.info(json(info.formatted("false", ",\"unlocked_until\":100")));
    assertThat(unlocked.isLocked()).isFalse();
    assertThat(unlocked.unlockedUntil()).contains(Instant.ofEpochSecond(100));
    String never = info.formatted("false", ",\"unlocked_until\":" + Long.MAX_VALUE);
    assertThatThrownBy(() -> WalletAnswers.info(json(never)))
        .isInstanceOf(NodeUnreachableException.class);
  }

  /**
   * The entries of {@code listsinceblock}: each detail with the transaction's own fields ({@code
   * ListTransactions} in the node's wallet/rpc/transactions.cpp).
   */
  static ArrayNode entries(ObjectNode transaction) {
    ArrayNode entries = transaction.arrayNode();
    for (JsonNode detail : transaction.get("details")) {
      ObjectNode entry = detail.deepCopy();
      for (String name :
          List.of("confirmations", "txid", "walletconflicts", "blockhash", "comment")) {
        Optional.ofNullable(transaction.get(name)).ifPresent(value -> entry.set(name, value));
      }
      entries.add(entry);
    }
    return entries;
  }

  static JsonNode since(ArrayNode transactions, ArrayNode removed) {
    ObjectNode answer = transactions.objectNode();
    answer.set("transactions", transactions);
    answer.set("removed", removed);
    return answer.put("lastblock", "00".repeat(32));
  }

  static ObjectNode recorded(String about) {
    Path file = Path.of("src/test/resources/chain/rpc_answers.json");
    try {
      return (ObjectNode) json(Files.readString(file)).get("answers").get(about);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static ArrayNode coinbase() {
    return entries(recorded("gettransaction of immature coinbase"));
  }

  private static WalletTransaction transaction(JsonNode answer) {
    return WalletAnswers.transaction(answer, Network.REGTEST);
  }

  private static TransactionId id(String hex) {
    return TransactionId.ofDisplayHex(hex);
  }

  /** As the pool reads it: decimals exactly. */
  private static JsonNode json(String text) {
    String envelope = "{\"result\":" + text + ",\"error\":null,\"id\":1}";
    return RpcJson.result("test", 1, 200, envelope.getBytes(UTF_8));
  }
}
