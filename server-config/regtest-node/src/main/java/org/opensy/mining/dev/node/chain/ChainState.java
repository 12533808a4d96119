package org.opensy.mining.dev.node.chain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.opensy.mining.dev.node.wire.Block;
import org.opensy.mining.dev.node.wire.Hash256;
import org.opensy.mining.dev.node.wire.OutPoint;
import org.opensy.mining.dev.node.wire.Tx;

/**
 * The best chain and every block beside it: accepts blocks, follows the chain with more work,
 * forgets nothing.
 *
 * <p>Not thread-safe; the node's lock guards it.
 */
public final class ChainState {
  private final BlockTree tree;
  private final Coins coins = new Coins();
  private final List<BlockIndex> active = new ArrayList<>();
  private final Function<Integer, Optional<Hash256>> trustedKeys;

  /** A chain that holds the genesis block. */
  public static ChainState fromGenesis() {
    Block genesis = Consensus.genesis();
    return new ChainState(
        new BlockIndex(genesis.hash(), genesis.header(), 0),
        Optional.of(genesis),
        key -> Optional.empty());
  }

  /** A chain that begins at a trusted block. */
  public static ChainState from(Checkpoint start) {
    return new ChainState(
        start.root(), Optional.empty(), key -> Optional.ofNullable(start.keyBlocks().get(key)));
  }

  private ChainState(
      BlockIndex root, Optional<Block> data, Function<Integer, Optional<Hash256>> trustedKeys) {
    tree = new BlockTree(root, data);
    active.add(root);
    this.trustedKeys = trustedKeys;
  }

  /** Best block. */
  public BlockIndex tip() {
    return active.get(active.size() - 1);
  }

  /** Height of the highest header that is not invalid. */
  public int headerHeight() {
    return tree.bestHeaderHeight();
  }

  /** Any block or header that the node knows. */
  public Optional<BlockIndex> find(Hash256 hash) {
    return tree.find(hash);
  }

  /** The block of the best chain at a height. */
  public Optional<BlockIndex> at(int height) {
    int position = height - active.get(0).height();
    return position >= 0 && position < active.size()
        ? Optional.of(active.get(position))
        : Optional.empty();
  }

  /** Whether the block is the tip or below it. */
  public boolean isActive(BlockIndex block) {
    return at(block.height()).filter(b -> b == block).isPresent();
  }

  /** 1 for the tip, one more for each block below; -1 off the best chain. */
  public int confirmations(BlockIndex block) {
    return isActive(block) ? tip().height() - block.height() + 1 : -1;
  }

  /** The unspent output of the best chain at {@code point}. */
  public Optional<Coin> coin(OutPoint point) {
    return coins.find(point);
  }

  /** Takes the fee of a transaction on trust whose inputs this node cannot know. */
  public void declareForeign(Hash256 txid, long fee) {
    coins.declareForeign(txid, fee);
  }

  /** Whether the fee of this transaction was declared. */
  public boolean isForeign(Hash256 txid) {
    return coins.isForeign(txid);
  }

  Coins.Verdict judge(Tx tx, Function<OutPoint, Optional<Coin>> view) {
    return coins.judge(tx, tip().height() + 1, view);
  }

  /**
   * The hash that keys RandomX for a child of {@code parent}; empty if it lies below a checkpoint
   * unknown.
   */
  public Optional<Hash256> keyFor(BlockIndex parent) {
    int keyHeight = Consensus.keyHeight(parent.height() + 1);
    return parent.ancestor(keyHeight).map(BlockIndex::hash).or(() -> trustedKeys.apply(keyHeight));
  }

  /** The block, with the reserved value added if its parent is known and only that is missing. */
  public Block completed(Block sent) {
    return tree.find(sent.header().previous()).isPresent()
        ? BlockRules.withReservedValue(sent)
        : sent;
  }

  /**
   * Takes a block in.
   *
   * @param block as sent; a missing reserved value has been added already
   * @param check what its header is held against; unused if the header is known
   */
  public Submission submit(Block block, HeaderCheck check) {
    Optional<String> malformed = BlockRules.check(block);
    if (malformed.isPresent()) {
      return Submission.refused(malformed.get());
    }
    Optional<BlockIndex> known = tree.find(block.hash());
    if (known.isEmpty()) {
      return submitNew(block, check);
    }
    BlockIndex index = known.get();
    if (index.failed()) {
      return Submission.refused("duplicate-invalid");
    }
    return index.block().isPresent() ? Submission.refused("duplicate") : submitBody(block, index);
  }

  private Submission submitNew(Block block, HeaderCheck check) {
    Optional<BlockIndex> parent = tree.find(block.header().previous());
    if (parent.isEmpty()) {
      return Submission.refused("prev-blk-not-found");
    }
    if (parent.get().failed()) {
      return Submission.refused("bad-prevblk");
    }
    Optional<String> reason = check.check(block.header(), parent.get());
    if (reason.isPresent()) {
      return Submission.refused(reason.get());
    }
    Submission submission = submitBody(block, tree.add(block.header(), parent.get()));
    return new Submission(submission.answer(), true, submission.events());
  }

  private Submission submitBody(Block block, BlockIndex index) {
    Optional<String> reason = BlockRules.checkUnder(block, index.parent().orElseThrow());
    if (reason.isPresent()) {
      if (!BlockRules.mutated(reason.get())) {
        tree.fail(index);
      }
      return new Submission(reason, index.failed(), List.of());
    }
    tree.receive(index, block);
    Activation activation = new Activation(tree, coins, active);
    activation.run();
    return new Submission(activation.answerFor(index), true, activation.events());
  }

  /**
   * What the node would say to a block on its tip if its proof of work were good; nothing is kept.
   */
  public Optional<String> propose(Block block, Instant now) {
    if (!block.header().previous().equals(tip().hash())) {
      return Optional.of("inconclusive-not-best-prevblk");
    }
    Optional<String> reason =
        BlockRules.check(block)
            .or(() -> HeaderCheck.checkTimeAndVersion(block.header(), tip(), now))
            .or(() -> BlockRules.checkUnder(block, tip()));
    if (reason.isPresent()) {
      return reason;
    }
    Coins.Verdict verdict = coins.connect(block, tip().height() + 1);
    if (verdict.reason().isEmpty()) {
      coins.disconnect(block);
    }
    return verdict.reason();
  }

  /** Treats a block as if it had broken a rule, and moves to the best chain without it. */
  public List<ChainEvent> invalidate(BlockIndex block) {
    tree.fail(block);
    Activation activation = new Activation(tree, coins, active);
    activation.leave(block);
    activation.run();
    return activation.events();
  }

  /** Takes {@link #invalidate} back. */
  public List<ChainEvent> reconsider(BlockIndex block) {
    tree.clear(block);
    Activation activation = new Activation(tree, coins, active);
    activation.run();
    return activation.events();
  }
}
