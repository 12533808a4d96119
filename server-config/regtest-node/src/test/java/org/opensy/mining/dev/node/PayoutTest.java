package org.opensy.mining.dev.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.opensy.mining.dev.node.fault.Fault;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.chain.TransactionId;
import org.opensy.mining.pool.config.NodeAddress;
import org.opensy.mining.pool.config.NodeLogin;
import org.opensy.mining.pool.config.NodeSettings;
import org.opensy.mining.pool.config.Secret;
import org.opensy.mining.pool.node.NodeException;
import org.opensy.mining.pool.node.NodeRpcException;
import org.opensy.mining.pool.node.NodeUnreachableException;
import org.opensy.mining.pool.node.RpcWallet;
import org.opensy.mining.pool.node.WalletClient;
import org.opensy.mining.pool.node.WalletTransaction;

/** The pool's own wallet client against this node: what can happen to a payout. */
@Timeout(120)
class PayoutTest {
  private static final String REFERENCE = "payout 7";
  private static final Address STRANGER = Address.parse(TestNode.STRANGER, Network.REGTEST);
  private static final Duration LONG = Duration.ofSeconds(30);

  /** A sixth of what the client waits for a payment. */
  private static final Duration SHORT = Duration.ofMillis(100);

  @TempDir private Path directory;
  private TestNode test;
  private RpcWallet wallet;
  private String mine;
  private BlockHash before;

  @BeforeEach
  void start() {
    test = TestNode.start(directory);
    wallet = client(LONG);
    mine = test.wallet("pool").call("getnewaddress").result().asText();
    test.node.generate(2, mine);
    test.node.generate(101, TestNode.STRANGER);
    before = wallet.info().lastBlock();
  }

  @AfterEach
  void stop() {
    test.close();
  }

  @Test
  void isFoundWithItsFeeWhileItWaitsAndWhenItIsConfirmed() {
    TransactionId id = pay(wallet);
    WalletTransaction waiting = found();
    assertThat(waiting).isEqualTo(wallet.transaction(id).orElseThrow());
    assertThat(waiting.sent()).isEqualTo(Map.of(STRANGER, Amount.ofSyl(5)));
    assertThat(waiting.standing().isWaiting()).isTrue();
    Amount fee = waiting.fee().orElseThrow();
    assertThat(fee).isGreaterThan(Amount.ZERO);
    assertThat(wallet.balances().trusted()).isEqualTo(Amount.ofSyl(19_995).minus(fee));
    test.node.generate(1, TestNode.STRANGER);
    assertThat(found().standing().block())
        .contains(BlockHash.ofDisplayHex(test.node.bestBlockHash()));
    assertThat(found().standing().confirmations()).isEqualTo(1);
  }

  @Test
  void costsTheMinersWhenTheyBearTheFeeAndCannotBeReplaced() {
    TransactionId id = wallet.sendMany(Map.of(STRANGER, Amount.ofSyl(5)), REFERENCE, true);
    WalletTransaction paid = found();
    assertThat(paid.sent().get(STRANGER).plus(paid.fee().orElseThrow())).isEqualTo(Amount.ofSyl(5));
    assertThat(wallet.balances().trusted()).isEqualTo(Amount.ofSyl(19_995));
    assertThat(
            test.wallet("pool")
                .call("gettransaction", id.toString())
                .result()
                .path("bip125-replaceable")
                .asText())
        .isEqualTo("no");
  }

  @Test
  void isCertainlyNotMadeWhenThereIsTooLittleMoney() {
    NodeRpcException e =
        catchThrowableOfType(
            NodeRpcException.class,
            () -> wallet.sendMany(Map.of(STRANGER, Amount.ofSyl(20_000)), REFERENCE, false));
    assertThat(e.code()).isEqualTo(-6);
    assertThat(e.definitelyNotSent()).isTrue();
    assertThat(wallet.findByComment(REFERENCE, before)).isEmpty();
  }

  @Test
  void isThereAlthoughTheNodeFellSilent() {
    test.node.faults().plan("sendmany", new Fault.SilentAfterWork(Duration.ofMinutes(1)), 1);
    uncertain(client(SHORT), NodeUnreachableException.class);
    assertThat(found().standing().isWaiting()).isTrue();
  }

  @Test
  void isThereAlthoughTheNodeAnswersWithAnError() {
    test.rpc.call("devfault", "sendmany", "late-error", Map.of("code", -4, "message", "no"), 1);
    uncertain(wallet, NodeRpcException.class);
    found();
  }

  @Test
  void isMadeLaterAlthoughTheCallerHasGone() throws InterruptedException {
    test.rpc.call("devfault", "sendmany", "hold").result();
    uncertain(client(SHORT), NodeUnreachableException.class);
    test.node.faults().held().await(1);
    assertThat(wallet.findByComment(REFERENCE, before)).isEmpty();
    assertThat(test.rpc.call("devrelease").result().asInt()).isEqualTo(1);
    found();
    assertThat(test.rpc.call("devrelease").result().asInt()).isZero();
  }

  @Test
  void isMadeAfterATimeAlthoughTheCallerHasGone() {
    test.rpc.call("devfault", "sendmany", "slow", 1500, 1).result();
    uncertain(client(SHORT), NodeUnreachableException.class);
    List<WalletTransaction> found = List.of();
    while (found.isEmpty()) {
      found = wallet.findByComment(REFERENCE, before);
    }
    assertThat(found).hasSize(1);
  }

  @Test
  void isNeverMadeWhenTheNodeStopsBeforeItBegan() throws InterruptedException {
    test.node.faults().plan("sendmany", new Fault.Held(), 1);
    uncertain(client(SHORT), NodeUnreachableException.class);
    test.node.faults().held().await(1);
    test.close();
    test = TestNode.start(directory);
    wallet = client(LONG);
    assertThat(wallet.findByComment(REFERENCE, before)).isEmpty();
  }

  @Test
  void isConflictedWhenABlockHoldsADoubleSpendAndWaitsAgainWhenThatBlockIsLost() {
    TransactionId id = pay(wallet);
    String rival = test.rpc.call("devdoublespend", id.toString()).result().asText();
    assertThat(found().standing().isWaiting()).isTrue();
    test.node.generate(2, TestNode.STRANGER);
    assertThat(found().standing())
        .isEqualTo(
            new WalletTransaction.Standing(
                -2, Optional.empty(), false, List.of(TransactionId.ofDisplayHex(rival))));
    String lost = test.rpc.call("getblockhash", test.node.height() - 1).result().asText();
    test.rpc.call("invalidateblock", lost).result();
    assertThat(found().standing().isWaiting()).isTrue();
  }

  @Test
  void isAbandonedWithWhatSpendsItAndMayStillBeContradicted() {
    TransactionId first = pay(wallet);
    TransactionId second =
        wallet.sendMany(Map.of(STRANGER, Amount.ofSyl(15_000)), "payout 8", false);
    assertThat(test.node.evict(first.toString())).isTrue();
    test.wallet("pool").call("abandontransaction", first.toString()).result();
    assertThat(found().standing().abandoned()).isTrue();
    assertThat(wallet.transaction(second).orElseThrow().standing().abandoned()).isTrue();
    assertThat(wallet.balances().trusted()).isEqualTo(Amount.ofSyl(20_000));

    assertThat(test.node.doubleSpend(first.toString())).isPresent();
    assertThat(test.node.doubleSpend(first.toString())).isEmpty();
    test.node.generate(1, TestNode.STRANGER);
    assertThat(found().standing().isConflicted()).isTrue();
  }

  @Test
  void isFoundSinceABlockThatHasLeftTheChain() {
    pay(wallet);
    test.node.generate(1, TestNode.STRANGER);
    BlockHash lost = wallet.info().lastBlock();
    test.rpc.call("invalidateblock", lost.toString()).result();
    assertThat(wallet.findByComment(REFERENCE, lost)).hasSize(1);
    // To another address, or it would be the lost block once more.
    test.node.generate(1, mine);
    assertThat(wallet.findByComment(REFERENCE, lost)).hasSize(1);
  }

  @Test
  void leavesAWalletThatOwnsItsAddressesAndIsOpen() {
    assertThat(wallet.canSpend(Address.parse(mine, Network.REGTEST))).isTrue();
    assertThat(wallet.canSpend(STRANGER)).isFalse();
    assertThat(wallet.info().name()).isEqualTo("pool");
    assertThat(wallet.info().unlockedUntil()).isEmpty();
    assertThat(wallet.info().privateKeys()).isTrue();
    assertThat(wallet.info().scanning()).isFalse();
  }

  @Test
  void needsThePassphraseOfAnEncryptedWalletAndLeavesItLocked() {
    test.wallet("pool").call("encryptwallet", "open sesame").result();
    assertThat(wallet.info().isLocked()).isTrue();
    NodeRpcException locked = catchThrowableOfType(NodeRpcException.class, () -> pay(wallet));
    assertThat(locked.code()).isEqualTo(-13);
    assertThat(locked.definitelyNotSent()).isTrue();
    NodeRpcException wrong =
        catchThrowableOfType(NodeRpcException.class, () -> client(LONG, "pool", "sesame").unlock());
    assertThat(wrong.code()).isEqualTo(-14);
    RpcWallet unlocking = client(LONG, "pool", "open sesame");
    try (WalletClient.Unlocked keys = unlocking.unlock()) {
      assertThat(keys).isNotNull();
      assertThat(unlocking.info().isLocked()).isFalse();
      pay(unlocking);
    }
    assertThat(wallet.info().isLocked()).isTrue();
    found();
    test.close();
    test = TestNode.start(directory);
    wallet = client(LONG);
    assertThat(wallet.info().isLocked()).as("after a restart").isTrue();
  }

  @Test
  void cannotComeFromAWalletWithoutKeys() {
    test.rpc.call("createwallet", "watching", true).result();
    RpcWallet watching = client(LONG, "watching");
    assertThat(watching.info().privateKeys()).isFalse();
    NodeRpcException refused = catchThrowableOfType(NodeRpcException.class, () -> pay(watching));
    assertThat(refused.code()).isEqualTo(-4);
    assertThat(test.wallet("watching").call("encryptwallet", "x").error()).contains("-16");
  }

  @Test
  void whatTheWalletReceivesIsTheAmountThatReachedItsAddresses() {
    String theirs = test.wallet("operator").call("getnewaddress").result().asText();
    test.node.generate(1, theirs);
    test.node.generate(101, TestNode.STRANGER);
    RpcWallet operator = client(LONG, "operator");
    TransactionId id =
        operator.sendMany(
            Map.of(
                Address.parse(mine, Network.REGTEST), Amount.ofSyl(7), STRANGER, Amount.ofSyl(1)),
            REFERENCE,
            false);
    test.node.generate(3, TestNode.STRANGER);
    WalletTransaction received = wallet.transaction(id).orElseThrow();
    assertThat(received.received()).isEqualTo(Amount.ofSyl(7));
    assertThat(received.fee()).isEmpty();
    assertThat(received.standing().confirmations()).isEqualTo(3);
    assertThat(operator.transaction(id).orElseThrow().fee()).isPresent();
    assertThat(operator.transaction(id).orElseThrow().received()).isEqualTo(Amount.ZERO);
  }

  private static TransactionId pay(RpcWallet from) {
    return from.sendMany(Map.of(STRANGER, Amount.ofSyl(5)), REFERENCE, false);
  }

  private static void uncertain(RpcWallet from, Class<? extends NodeException> kind) {
    NodeException e = catchThrowableOfType(kind, () -> pay(from));
    assertThat(e).isNotNull();
    assertThat(e.definitelyNotSent()).isFalse();
  }

  private WalletTransaction found() {
    List<WalletTransaction> found = wallet.findByComment(REFERENCE, before);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private RpcWallet client(Duration read) {
    return client(read, "pool");
  }

  private RpcWallet client(Duration read, String name) {
    return client(read, name, "");
  }

  private RpcWallet client(Duration read, String name, String passphrase) {
    NodeAddress node =
        new NodeAddress(test.node.uri(), new NodeLogin.Password("u", new Secret("p")));
    NodeSettings.Times times = new NodeSettings.Times(LONG, read, LONG, LONG, LONG);
    Optional<Secret> secret = Optional.of(passphrase).filter(p -> !p.isEmpty()).map(Secret::new);
    return new RpcWallet(node.wallet(name), Network.REGTEST, times, secret);
  }
}
