package org.opensy.mining.dev.node;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.opensy.mining.dev.node.chain.BlockIndex;
import org.opensy.mining.dev.node.chain.BlockTemplate;
import org.opensy.mining.dev.node.chain.ChainState;
import org.opensy.mining.dev.node.chain.Consensus;
import org.opensy.mining.dev.node.chain.HeaderCheck;
import org.opensy.mining.dev.node.chain.ProofOfWork;
import org.opensy.mining.dev.node.chain.Submission;
import org.opensy.mining.dev.node.store.Journal;
import org.opensy.mining.dev.node.store.JournalEvent;
import org.opensy.mining.dev.node.wire.Block;
import org.opensy.mining.dev.node.wire.BlockHeader;
import org.opensy.mining.dev.node.wire.CompactTarget;
import org.opensy.mining.dev.node.wire.Hash256;
import org.opensy.mining.dev.node.wire.Tx;

/**
 * What the node does, one thing at a time: takes blocks and transactions, makes templates, writes
 * the journal, wakes long polls. RandomX runs outside the lock. Thread-safe.
 */
public final class NodeCore {
  private final NodeState state;
  private final ProofOfWork proofOfWork;
  private final NodeTime time;
  private final Optional<Journal> journal;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // Fair, so that who waits for blocks to be checked waits for those before it alone.
  private final ReentrantLock submissions = new ReentrantLock(true);
  private final TargetRecord targets = new TargetRecord();
  private Optional<BlockPace> pace = Optional.empty();
  private long hashes = 2;
  private volatile Duration checkTime = Duration.ZERO;
  private boolean stopping;

  /** Replays the journal into a fresh chain. */
  NodeCore(ChainState chain, ProofOfWork proofOfWork, NodeTime time, Optional<Journal> journal) {
    state = new NodeState(chain);
    this.proofOfWork = proofOfWork;
    this.time = time;
    this.journal = journal;
    journal.ifPresent(past -> past.past().forEach(state::replay));
  }

  /** Looks at the state, under the lock; the answer must not be a live part of it. */
  public <T> T read(Function<NodeState, T> question) {
    lock.lock();
    try {
      return question.apply(state);
    } finally {
      lock.unlock();
    }
  }

  /** Changes the state under the lock, and wakes long polls. */
  <T> T write(Function<NodeState, T> change) {
    lock.lock();
    try {
      T answer = change.apply(state);
      changed.signalAll();
      return answer;
    } finally {
      lock.unlock();
    }
  }

  /** Writes down what was done; to be called inside {@link #write}. */
  void record(JournalEvent event) {
    journal.ifPresent(open -> open.append(event));
  }

  /** The node's clock. */
  public NodeTime time() {
    return time;
  }

  /** Length of the journal in bytes, 0 without one. */
  public long sizeOnDisk() {
    return read(any -> journal.map(Journal::size).orElse(0L));
  }

  /** Compact target of the next block. */
  public int bits() {
    return read(any -> targets.next());
  }

  /**
   * Sets the difficulty of all blocks to come; waiting long polls answer.
   *
   * @param expectedHashes average hashes a block, at least 2, which is regtest's own
   */
  public void setDifficulty(long expectedHashes) {
    write(
        any -> {
          aim(expectedHashes);
          return true;
        });
  }

  /** From now on the difficulty follows the miners. */
  void keep(BlockPace wanted) {
    write(any -> pace = Optional.of(wanted));
  }

  private void aim(long expectedHashes) {
    hashes = Math.max(2, expectedHashes);
    int bits = hashes == 2 ? Consensus.EASIEST_BITS : CompactTarget.ofExpectedHashes(hashes);
    if (targets.set(bits)) {
      state.mempool().touch();
    }
  }

  private void moved(BlockIndex before, Instant now) {
    BlockIndex tip = state.chain().tip();
    if (!tip.hash().equals(before.hash())) {
      targets.moved(before.hash(), tip.hash());
      if (tip.height() > before.height()) {
        pace.ifPresent(wanted -> aim(wanted.next(hashes, now)));
      }
    }
  }

  /** A template on the present tip. */
  public BlockTemplate template() {
    return read(
        any -> BlockTemplate.on(state.chain(), state.mempool(), targets.next(), time.instant()));
  }

  /**
   * Submits a block and answers in BIP22's words; empty is accepted.
   *
   * @param sent the block as it came
   */
  public Optional<String> submit(Block sent) {
    submissions.lock();
    try {
      Block block = read(any -> state.chain().completed(sent));
      boolean valid = proofIsValid(block.header());
      check();
      return write(any -> store(block, valid)).answer();
    } finally {
      submissions.unlock();
    }
  }

  private void check() {
    long end = System.nanoTime() + checkTime.toNanos();
    for (long left = checkTime.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** From now on each submitted block takes so long to check. */
  void setCheckTime(Duration each) {
    checkTime = each;
  }

  /** If checks take time, does its work after those of the blocks that came before. */
  public <T> T afterChecks(Supplier<T> work) {
    if (checkTime.isZero()) {
      return work.get();
    }
    submissions.lock();
    try {
      return work.get();
    } finally {
      submissions.unlock();
    }
  }

  /** How many callers wait for blocks to be checked. */
  int waitingForChecks() {
    return submissions.getQueueLength();
  }

  private boolean proofIsValid(BlockHeader header) {
    Optional<Hash256> key =
        read(
            any ->
                header.bits() != targets.on(header.previous())
                        || state.chain().find(header.hash()).isPresent()
                    ? Optional.empty()
                    : state.chain().find(header.previous()).flatMap(state.chain()::keyFor));
    return key.isPresent() && proofOfWork.isValid(header, key.get());
  }

  private Submission store(Block block, boolean proofValid) {
    Instant now = time.instant();
    BlockIndex before = state.chain().tip();
    int bits = targets.on(block.header().previous());
    Submission submission = state.submit(block, new HeaderCheck(bits, proofValid, now), now);
    moved(before, now);
    if (submission.changed()) {
      String hex = HexFormat.of().formatHex(block.toBytes());
      record(new JournalEvent.BlockStored(now.getEpochSecond(), hex));
    }
    return submission;
  }

  /** What {@link #submit} would say to a block on the tip, its proof of work aside. */
  public Optional<String> propose(Block block) {
    return read(
        any -> {
          Optional<BlockIndex> known = state.chain().find(block.hash());
          return known.isPresent()
              ? Optional.of(proposalDuplicate(known.get()))
              : state.chain().propose(block, time.instant());
        });
  }

  private static String proposalDuplicate(BlockIndex known) {
    if (known.failed()) {
      return "duplicate-invalid";
    }
    return known.block().isPresent() ? "duplicate" : "duplicate-inconclusive";
  }

  /** Lets a transaction into the mempool, or says why not. */
  public Optional<String> add(Tx tx) {
    return write(
        any -> {
          Instant now = time.instant();
          Optional<String> refusal = state.add(tx, now);
          if (refusal.isEmpty()) {
            String hex = HexFormat.of().formatHex(tx.toBytes());
            record(new JournalEvent.TransactionAdded(now.getEpochSecond(), hex));
          }
          return refusal;
        });
  }

  /**
   * Lets a transaction in whose inputs the node cannot know, on the caller's word about its fee.
   */
  public Optional<String> addForeign(Tx tx, long fee) {
    write(
        any -> {
          state.chain().declareForeign(tx.txid(), fee);
          record(new JournalEvent.ForeignDeclared(tx.txid().toString(), fee));
          return true;
        });
    return add(tx);
  }

  /** Throws a transaction and its children out of the mempool, as a full or restarted node may. */
  public boolean evict(Hash256 txid) {
    return write(
        any -> {
          boolean dropped = !state.mempool().evict(txid).isEmpty();
          if (dropped) {
            record(new JournalEvent.TransactionEvicted(txid.toString()));
          }
          return dropped;
        });
  }

  /** Invalidates a block by hand; false if it is not known. */
  public boolean invalidate(Hash256 hash) {
    return moveTip(hash, new JournalEvent.Invalidated(hash.toString()));
  }

  /** Takes {@link #invalidate} back; false if the block is not known. */
  public boolean reconsider(Hash256 hash) {
    return moveTip(hash, new JournalEvent.Reconsidered(hash.toString()));
  }

  private boolean moveTip(Hash256 hash, JournalEvent event) {
    return write(
        any -> {
          Optional<BlockIndex> index = state.chain().find(hash).filter(i -> i.parent().isPresent());
          BlockIndex before = state.chain().tip();
          index.ifPresent(
              block -> {
                state.follow(
                    event instanceof JournalEvent.Invalidated
                        ? state.chain().invalidate(block)
                        : state.chain().reconsider(block),
                    time.instant());
                record(event);
                moved(before, time.instant());
              });
          return index.isPresent();
        });
  }

  /**
   * Waits until the tip is not {@code watched}, the mempool's counter is not {@code updates}, or
   * the time is up.
   */
  public void awaitChange(Hash256 watched, long updates, Duration limit)
      throws InterruptedException {
    long left = limit.toNanos();
    lock.lockInterruptibly();
    try {
      while (left > 0
          && !stopping
          && state.chain().tip().hash().equals(watched)
          && state.mempool().updates() == updates) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends all long polls. */
  void stop() {
    write(any -> stopping = true);
    try {
      if (submissions.tryLock(10, TimeUnit.SECONDS)) {
        submissions.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
