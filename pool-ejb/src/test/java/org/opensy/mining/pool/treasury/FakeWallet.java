package org.opensy.mining.pool.treasury;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.TransactionId;
import org.opensy.mining.pool.node.NodeFailures;
import org.opensy.mining.pool.node.WalletBalances;
import org.opensy.mining.pool.node.WalletClient;
import org.opensy.mining.pool.node.WalletInfo;
import org.opensy.mining.pool.node.WalletTransaction;

/** A wallet that holds our coinbases and fails on demand. Not thread-safe. */
final class FakeWallet implements WalletClient {
  static final Amount FEE = Amount.ofBaseUnits(777);
  private static final BlockHash NO_BLOCK = BlockHash.ofInternal(new byte[32]);

  /** What becomes of a request to pay. */
  enum Mood {
    PAYS,
    REFUSES,
    IS_AWAY,
    PAYS_WITHOUT_ANSWER,
    LOSES_THE_REQUEST,
    PAYS_LATER,
    STUMBLES,
    CANNOT_ESTIMATE_A_FEE
  }

  private final FakeChain chain;
  private final RandomGenerator random;
  private final Map<TransactionId, Sent> sent = new LinkedHashMap<>();
  private final Map<TransactionId, WalletTransaction> receipts = new HashMap<>();
  private final Deque<Runnable> late = new ArrayDeque<>();
  private Mood mood = Mood.PAYS;
  private boolean reachable = true;
  private Amount funds = Amount.ZERO;
  private final Set<Address> refused = new HashSet<>();
  private boolean locked;
  private boolean hasPassphrase;
  private boolean ownsCoinbase = true;
  private boolean hasKeys = true;
  private int unlocked;

  FakeWallet(FakeChain chain, RandomGenerator random) {
    this.chain = chain;
    this.random = random;
  }

  private static final class Sent {
    private final Map<Address, Amount> outputs;
    private final String comment;
    private final long height;
    private boolean isVoid;

    Sent(Map<Address, Amount> outputs, String comment, long height) {
      this.outputs = outputs;
      this.comment = comment;
      this.height = height;
    }
  }

  void mood(Mood next) {
    mood = next;
  }

  void fund(Amount amount) {
    funds = funds.plus(amount);
  }

  /** Nothing can be paid to this address. */
  void refuse(Address payee) {
    refused.add(payee);
  }

  /** It can be paid again. */
  void accept(Address payee) {
    refused.remove(payee);
  }

  /** Locked, and perhaps to be unlocked. */
  void lock(boolean withPassphrase) {
    locked = true;
    hasPassphrase = withPassphrase;
  }

  /** How often it was unlocked. */
  int unlocked() {
    return unlocked;
  }

  boolean isLocked() {
    return locked;
  }

  void unlockForGood() {
    locked = false;
  }

  void ownsCoinbase(boolean does) {
    ownsCoinbase = does;
  }

  void hasKeys(boolean does) {
    hasKeys = does;
  }

  /** A transaction of somebody else, so deep in the chain. */
  TransactionId received(Amount amount, int confirmations) {
    TransactionId txid = newId();
    receipts.put(
        txid,
        new WalletTransaction(
            txid,
            new WalletTransaction.Standing(confirmations, Optional.empty(), false, List.of()),
            Optional.empty(),
            "",
            Map.of(),
            amount));
    return txid;
  }

  /** Whether anybody can ask anything. */
  void reachable(boolean is) {
    reachable = is;
  }

  /** Requests that were accepted and not carried out yet are now. */
  void catchUp() {
    while (!late.isEmpty()) {
      late.pop().run();
    }
  }

  /** A transaction that is not confirmed is replaced; false if there is none. */
  boolean voidOne() {
    Optional<Sent> youngest =
        sent.values().stream().filter(tx -> !tx.isVoid && tx.height == chain.height()).findFirst();
    youngest.ifPresent(tx -> tx.isVoid = true);
    return youngest.isPresent();
  }

  /** What each address really got. */
  Map<Address, Amount> received() {
    Map<Address, Amount> received = new LinkedHashMap<>();
    valid().forEach(tx -> tx.outputs.forEach((to, much) -> received.merge(to, much, Amount::plus)));
    return received;
  }

  private List<Sent> valid() {
    return sent.values().stream().filter(tx -> !tx.isVoid).toList();
  }

  @Override
  public WalletBalances balances() {
    Amount spent =
        valid().stream()
            .map(tx -> tx.outputs.values().stream().reduce(FEE, Amount::plus))
            .reduce(Amount.ZERO, Amount::plus);
    return new WalletBalances(
        chain.spendable().plus(funds).minus(spent), Amount.ZERO, chain.immature());
  }

  @Override
  public WalletInfo info() {
    if (!reachable) {
      throw NodeFailures.notTaken();
    }
    return new WalletInfo(
        "", false, hasKeys, locked ? Optional.of(Instant.EPOCH) : Optional.empty(), NO_BLOCK);
  }

  @Override
  public boolean canSpend(Address address) {
    return ownsCoinbase && address.equals(MoneyWorld.COINBASE);
  }

  @Override
  public Unlocked unlock() {
    if (!locked || !hasPassphrase) {
      return () -> {};
    }
    unlocked++;
    locked = false;
    return () -> locked = true;
  }

  @Override
  public boolean isSending() {
    return !late.isEmpty();
  }

  @Override
  public TransactionId sendMany(Map<Address, Amount> outputs, String comment, boolean subtract) {
    Map<Address, Amount> copy = new LinkedHashMap<>(outputs);
    if (subtract) {
      Amount part = Amount.ofBaseUnits(FEE.baseUnits() / outputs.size());
      copy.replaceAll((to, much) -> much.minus(part));
      Address first = copy.keySet().iterator().next();
      Amount rest = FEE.minus(Amount.ofBaseUnits(part.baseUnits() * outputs.size()));
      copy.merge(first, rest.negated(), Amount::plus);
    }
    if (locked) {
      throw NodeFailures.refused(-13, "Error: Please enter the wallet passphrase first.");
    }
    if (outputs.keySet().stream().anyMatch(refused::contains)) {
      throw NodeFailures.refused(-5, "Invalid OpenSY address");
    }
    if (!isEnough(copy)) {
      throw NodeFailures.refused(-6, "Insufficient funds");
    }
    switch (mood) {
      case CANNOT_ESTIMATE_A_FEE -> throw NodeFailures.refused(-6, "Fee estimation failed.");
      case REFUSES -> throw NodeFailures.refused(-6, "Insufficient funds");
      case IS_AWAY -> throw NodeFailures.notTaken();
      case LOSES_THE_REQUEST -> throw NodeFailures.unclear();
      case STUMBLES -> throw NodeFailures.refused(-1, "disk");
      case PAYS_WITHOUT_ANSWER -> {
        pay(copy, comment);
        throw NodeFailures.unclear();
      }
      case PAYS_LATER -> {
        late.add(() -> pay(copy, comment));
        throw NodeFailures.unclear();
      }
      default -> {
        return pay(copy, comment);
      }
    }
  }

  /** The node wants the fee on top. */
  private boolean isEnough(Map<Address, Amount> outputs) {
    Amount wanted = outputs.values().stream().reduce(FEE, Amount::plus);
    return wanted.compareTo(balances().trusted()) <= 0;
  }

  private TransactionId newId() {
    byte[] id = new byte[32];
    random.nextBytes(id);
    return TransactionId.ofInternal(id);
  }

  private TransactionId pay(Map<Address, Amount> outputs, String comment) {
    TransactionId txid = newId();
    sent.put(txid, new Sent(outputs, comment, chain.height()));
    return txid;
  }

  @Override
  public Optional<WalletTransaction> transaction(TransactionId id) {
    return Optional.ofNullable(sent.get(id))
        .map(tx -> view(id, tx))
        .or(() -> Optional.ofNullable(receipts.get(id)));
  }

  @Override
  public List<WalletTransaction> findByComment(String comment, BlockHash since) {
    return sent().stream().filter(tx -> tx.comment().equals(comment)).toList();
  }

  @Override
  public List<WalletTransaction> sent() {
    List<WalletTransaction> views = new ArrayList<>();
    sent.forEach((id, tx) -> views.add(view(id, tx)));
    return views;
  }

  private WalletTransaction view(TransactionId id, Sent tx) {
    int confirmations = tx.isVoid ? -1 : (int) (chain.height() - tx.height);
    return new WalletTransaction(
        id,
        new WalletTransaction.Standing(confirmations, Optional.empty(), false, List.of()),
        Optional.of(FEE),
        tx.comment,
        tx.outputs,
        Amount.ZERO);
  }
}
