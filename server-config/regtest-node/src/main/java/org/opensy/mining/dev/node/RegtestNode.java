package org.opensy.mining.dev.node;

import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.opensy.mining.dev.node.chain.ChainState;
import org.opensy.mining.dev.node.chain.HeaderHasher;
import org.opensy.mining.dev.node.chain.ProofOfWork;
import org.opensy.mining.dev.node.fault.FaultPlan;
import org.opensy.mining.dev.node.rpc.Credentials;
import org.opensy.mining.dev.node.rpc.NodeRpc;
import org.opensy.mining.dev.node.rpc.RpcServer;
import org.opensy.mining.dev.node.store.Journal;
import org.opensy.mining.dev.node.wallet.Addresses;
import org.opensy.mining.dev.node.wire.Bytes;
import org.opensy.mining.dev.node.wire.Hash256;
import org.opensy.mining.dev.node.wire.Tx;

/**
 * A running regtest node. What a caller can do over the RPC is also here where tests need it at
 * hand.
 *
 * <p>Thread-safe.
 */
public final class RegtestNode implements AutoCloseable {
  private static final String JOURNAL = "regtest.journal";
  private static final String COOKIE = ".cookie";

  private final NodeCore core;
  private final BlockGenerator generator;
  private final FaultPlan faults = new FaultPlan();
  private final RpcServer server;
  private final Optional<Journal> journal;
  private final Runnable release;
  private final SyntheticTransactions strangers;

  private RegtestNode(
      RegtestNodeOptions options, InstantSource clock, HeaderHasher hasher, Runnable release) {
    this.release = release;
    RandomGenerator random = RandomGenerator.getDefault();
    strangers = new SyntheticTransactions(random);
    journal = options.dataDirectory().map(directory -> Journal.open(directory.resolve(JOURNAL)));
    ChainState chain =
        options.checkpoint().map(ChainState::from).orElseGet(ChainState::fromGenesis);
    ProofOfWork proofOfWork = new ProofOfWork(hasher);
    core = new NodeCore(chain, proofOfWork, new NodeTime(clock), journal);
    generator = new BlockGenerator(core, proofOfWork);
    core.setDifficulty(options.expectedHashes());
    options.checkTime().ifPresent(core::setCheckTime);
    options.spacing().map(BlockPace::new).ifPresent(core::keep);
    WalletOperations operations = new WalletOperations(core, random, options.feeRate());
    Credentials credentials = Credentials.of(options.user(), options.password());
    server =
        new NodeRpc(this, core, operations)
            .server(cookie(options).map(credentials::withCookie).orElse(credentials));
  }

  /**
   * Starts a node on the system's clock.
   *
   * @throws UncheckedIOException if the port or the data directory is in use
   */
  public static RegtestNode start(RegtestNodeOptions options) {
    return start(options, InstantSource.system());
  }

  /** Starts a node on another clock. */
  public static RegtestNode start(RegtestNodeOptions options, InstantSource clock) {
    RandomXHasher hasher = new RandomXHasher(Optional.empty());
    try {
      return listening(new RegtestNode(options, clock, hasher, hasher::close), options);
    } catch (UncheckedIOException e) {
      hasher.close();
      throw e;
    }
  }

  /** Starts a node whose proof of work is somebody else's: shared between nodes, or made up. */
  static RegtestNode start(RegtestNodeOptions options, InstantSource clock, HeaderHasher hasher) {
    return listening(new RegtestNode(options, clock, hasher, () -> {}), options);
  }

  private static RegtestNode listening(RegtestNode node, RegtestNodeOptions options) {
    try {
      node.server.listen(options.port());
      return node;
    } catch (UncheckedIOException e) {
      node.close();
      throw e;
    }
  }

  private static Optional<Path> cookie(RegtestNodeOptions options) {
    return options.dataDirectory().map(directory -> directory.resolve(COOKIE));
  }

  /** The RPC's port. */
  public int port() {
    return server.port();
  }

  /** The RPC's address, without credentials. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port() + "/");
  }

  /** Which methods misbehave. */
  public FaultPlan faults() {
    return faults;
  }

  /** Sets the average hashes a block; templates follow at once. */
  public void setDifficulty(long expectedHashes) {
    core.setDifficulty(expectedHashes);
  }

  /** From now on each submitted block takes so long to check, and templates wait for that. */
  public void setCheckTime(Duration each) {
    core.setCheckTime(each);
  }

  /** How often a method was called. */
  public long calls(String method) {
    return server.calls(method);
  }

  /** The clock, which can be stopped. */
  public NodeTime time() {
    return core.time();
  }

  /** Height of the best block. */
  public int height() {
    return core.read(state -> state.chain().tip().height());
  }

  /** RPC hash of the best block. */
  public String bestBlockHash() {
    return core.read(state -> state.chain().tip().hash().toString());
  }

  /** Mines blocks with RandomX and answers their RPC hashes. */
  public List<String> generate(int count, String address) {
    Bytes script = Addresses.script(address).orElseThrow(IllegalArgumentException::new);
    return generator.generate(count, script).stream().map(Hash256::toString).toList();
  }

  /** Puts transactions of strangers into the mempool and answers their ids. */
  public List<String> addTransactions(int count, long fee) {
    List<Tx> made;
    synchronized (strangers) {
      made = strangers.next(count);
    }
    made.forEach(tx -> core.addForeign(tx, fee));
    return made.stream().map(tx -> tx.txid().toString()).toList();
  }

  /**
   * Puts a transaction into the mempool whose inputs the node cannot know; the refusal, if any, is
   * the node's word.
   */
  public Optional<String> addTransaction(Tx tx, long fee) {
    return core.addForeign(tx, fee);
  }

  /** Throws a transaction and its children out of the mempool; false if it is not there. */
  public boolean evict(String txid) {
    return core.evict(Hash256.ofRpc(txid));
  }

  /**
   * Lets a stranger's double spend take the place of a transaction that waits in the mempool or in
   * a wallet only: once a block holds it, the original has negative confirmations. Answers the id
   * of the double spend; empty if the transaction does not wait.
   */
  public Optional<String> doubleSpend(String txid) {
    Hash256 id = Hash256.ofRpc(txid);
    Optional<Tx> original =
        core.read(
            state ->
                state
                    .mempool()
                    .find(id)
                    .map(entry -> entry.tx())
                    .or(() -> state.wallets().unconfirmed(id)));
    return original.flatMap(
        tx -> {
          Tx rival;
          synchronized (strangers) {
            rival = strangers.rivalOf(tx);
          }
          core.evict(tx.txid());
          return core.addForeign(rival, 1_000).isPresent()
              ? Optional.empty()
              : Optional.of(rival.txid().toString());
        });
  }

  /** Closes the port and all connections until {@link #resumeConnections}. */
  public void refuseConnections() {
    server.refuse();
  }

  /** Listens again on the same port. */
  public void resumeConnections() {
    server.listen(port());
  }

  /** Chain, mempool and wallets, for looking at under the lock. */
  public NodeCore core() {
    return core;
  }

  /** Ends long polls and connections, closes the journal, frees RandomX. */
  @Override
  public void close() {
    core.stop();
    server.close();
    journal.ifPresent(Journal::close);
    release.run();
  }
}
