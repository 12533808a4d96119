package org.opensy.mining.pool.node;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.chain.TransactionId;
import org.opensy.mining.pool.config.NodeAddress;
import org.opensy.mining.pool.config.NodeSettings;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.config.Secret;

/** The wallet at one node; no call ever goes to another. Thread-safe. */
@ApplicationScoped
public class RpcWallet implements WalletClient {
  private static final Logger LOG = System.getLogger(RpcWallet.class.getName());

  /** A wallet with many coins chooses and signs for a while: so many read time-outs. */
  private static final int SEND_PATIENCE = 6;

  /** A wallet that nobody locks stays unlocked so much longer than a payment may take. */
  private static final Duration UNLOCKED_LONGER = Duration.ofSeconds(10);

  /** {@code sendmany} ignores it, and wants a number there. */
  private static final int MINIMUM_CONFIRMATIONS = 1;

  private NodeRpc wallet;
  private Network network;
  private Duration readTimeout;
  private Optional<Secret> passphrase;

  /** For the container's proxy. */
  protected RpcWallet() {}

  @Inject
  RpcWallet(PoolConfig config, RpcTimes rpcTimes) {
    this(
        config.payout().wallet().address(config.node()),
        config.chain().network(),
        config.node().times(),
        config.payout().wallet().passphrase(),
        rpcTimes);
  }

  /** A client of one wallet, which it cannot unlock. */
  public RpcWallet(NodeAddress address, Network network, NodeSettings.Times times) {
    this(address, network, times, Optional.empty());
  }

  /**
   * A client of one wallet.
   *
   * @param address where the wallet answers, its path included
   * @param network the node's network
   * @param times how long to wait for it; a payment gets six times the read time
   * @param passphrase of the wallet, if it is encrypted
   */
  public RpcWallet(
      NodeAddress address, Network network, NodeSettings.Times times, Optional<Secret> passphrase) {
    this(address, network, times, passphrase, RpcTimes.unseen());
  }

  private RpcWallet(
      NodeAddress address,
      Network network,
      NodeSettings.Times times,
      Optional<Secret> passphrase,
      RpcTimes rpcTimes) {
    this.passphrase = passphrase;
    this.wallet = new NodeRpc(address, NodeProducer.http(times), rpcTimes);
    this.network = network;
    this.readTimeout = times.read();
  }

  @Override
  public WalletBalances balances() {
    return WalletAnswers.balances(ask("getbalances"));
  }

  @Override
  public WalletInfo info() {
    return WalletAnswers.info(ask("getwalletinfo"));
  }

  @Override
  public boolean canSpend(Address address) {
    return WalletAnswers.canSpend(ask("getaddressinfo", address.toString()));
  }

  @Override
  public Unlocked unlock() {
    if (passphrase.isEmpty() || !info().isLocked()) {
      return () -> {};
    }
    long seconds = readTimeout.multipliedBy(SEND_PATIENCE).plus(UNLOCKED_LONGER).toSeconds();
    ask("walletpassphrase", passphrase.get().reveal(), seconds);
    return this::lock;
  }

  private void lock() {
    try {
      ask("walletlock");
    } catch (NodeException failed) {
      LOG.log(Level.WARNING, "POOL-9016 the wallet was not locked, it locks itself soon", failed);
    }
  }

  @Override
  public TransactionId sendMany(Map<Address, Amount> outputs, String comment, boolean subtractFee) {
    if (outputs.isEmpty() || comment.isBlank()) {
      throw new IllegalArgumentException("a payment needs outputs and a comment");
    }
    Map<String, BigDecimal> amounts = new LinkedHashMap<>();
    outputs.forEach((address, amount) -> amounts.put(payable(address, amount), amount.toDecimal()));
    List<String> feePayers = subtractFee ? List.copyOf(amounts.keySet()) : List.of();
    boolean replaceable = false;
    RpcCall call =
        RpcCall.of("sendmany", "", amounts, MINIMUM_CONFIRMATIONS, comment, feePayers, replaceable);
    return WalletAnswers.id(wallet.call(call, readTimeout.multipliedBy(SEND_PATIENCE)));
  }

  private String payable(Address address, Amount amount) {
    if (address.network() != network || !amount.isMoney() || amount.equals(Amount.ZERO)) {
      throw new IllegalArgumentException("not payable: " + amount + " to " + address);
    }
    return address.toString();
  }

  @Override
  public Optional<WalletTransaction> transaction(TransactionId id) {
    try {
      JsonNode answer = ask("gettransaction", id.toString());
      return Optional.of(WalletAnswers.transaction(answer, network));
    } catch (NodeRpcException e) {
      if (e.code() == NodeRpcException.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * The wallet's payments that a block above {@code since} holds or contradicts, and all that are
   * unconfirmed, abandoned ones included. A payment made while {@code since} was known is always
   * among them, also when that block has left the best chain. Error -5 if the node does not know
   * the block.
   */
  public List<WalletTransaction> sentSince(BlockHash since) {
    boolean watchOnly = false;
    boolean removed = true;
    int lastBlockDepth = 1;
    return WalletAnswers.sent(
        ask("listsinceblock", since.toString(), lastBlockDepth, watchOnly, removed), network);
  }

  @Override
  public List<WalletTransaction> sent() {
    return WalletAnswers.sent(ask("listsinceblock"), network);
  }

  @Override
  public boolean isSending() {
    return WalletAnswers.isActive(ask("getrpcinfo"), "sendmany");
  }

  @Override
  public List<WalletTransaction> findByComment(String comment, BlockHash since) {
    return sentSince(since).stream().filter(sent -> sent.comment().equals(comment)).toList();
  }

  /** Asks once more after a lost answer: the node may have closed a connection kept open. */
  private JsonNode ask(String method, Object... params) {
    RpcCall call = RpcCall.of(method, params);
    try {
      return wallet.call(call, readTimeout);
    } catch (NodeUnreachableException e) {
      return wallet.call(call, readTimeout);
    }
  }
}
