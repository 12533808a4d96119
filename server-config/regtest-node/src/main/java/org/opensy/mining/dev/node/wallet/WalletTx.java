package org.opensy.mining.dev.node.wallet;

import java.util.Optional;
import org.opensy.mining.dev.node.chain.BlockIndex;
import org.opensy.mining.dev.node.wire.Tx;

/** A transaction that touches a wallet, and what became of it. Not thread-safe. */
public final class WalletTx {
  private final Tx tx;
  private final long received;
  private final String comment;
  private Optional<BlockIndex> block = Optional.empty();
  private int position;
  private Optional<BlockIndex> conflict = Optional.empty();
  private boolean abandoned;

  WalletTx(Tx tx, long received, String comment) {
    this.tx = tx;
    this.received = received;
    this.comment = comment;
  }

  public Tx tx() {
    return tx;
  }

  /** When the wallet first saw it, in seconds. */
  public long received() {
    return received;
  }

  /** Empty text for none. */
  public String comment() {
    return comment;
  }

  /** The block of the best chain that holds it. */
  public Optional<BlockIndex> block() {
    return block;
  }

  /** Place in that block, the coinbase is 0. */
  public int position() {
    return position;
  }

  /** The block of the best chain that holds a transaction which spends one of its inputs. */
  public Optional<BlockIndex> conflict() {
    return conflict;
  }

  /** Given up by hand, or a coinbase of a block that left the best chain. */
  public boolean abandoned() {
    return abandoned;
  }

  /** Whether its outputs and inputs still count. */
  boolean counts() {
    return !abandoned && conflict.isEmpty();
  }

  void confirm(BlockIndex inBlock, int at) {
    block = Optional.of(inBlock);
    position = at;
    conflict = Optional.empty();
    abandoned = false;
  }

  void contradict(BlockIndex byBlock) {
    conflict = Optional.of(byBlock);
  }

  /** Forgets what a block, which is no longer on the best chain, said about it. */
  void forget(BlockIndex gone) {
    if (block.filter(b -> b == gone).isPresent()) {
      block = Optional.empty();
      abandoned = tx.isCoinbase();
    }
    conflict = conflict.filter(b -> b != gone);
  }

  void abandon() {
    abandoned = true;
  }

  void revive() {
    abandoned = false;
  }
}
