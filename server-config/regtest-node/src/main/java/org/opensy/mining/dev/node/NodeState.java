package org.opensy.mining.dev.node;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.opensy.mining.dev.node.chain.ChainEvent;
import org.opensy.mining.dev.node.chain.ChainState;
import org.opensy.mining.dev.node.chain.HeaderCheck;
import org.opensy.mining.dev.node.chain.Mempool;
import org.opensy.mining.dev.node.chain.Submission;
import org.opensy.mining.dev.node.store.JournalEvent;
import org.opensy.mining.dev.node.wallet.Wallets;
import org.opensy.mining.dev.node.wire.Block;
import org.opensy.mining.dev.node.wire.Hash256;
import org.opensy.mining.dev.node.wire.Tx;
import org.opensy.mining.dev.node.wire.WireFormatException;

/**
 * Chain, mempool and wallets, kept in step with each other. Not thread-safe; {@link NodeCore}'s
 * lock guards it.
 */
public final class NodeState {
  private final ChainState chain;
  private final Mempool mempool;
  private final Wallets wallets;

  NodeState(ChainState chain) {
    this.chain = chain;
    mempool = new Mempool(chain);
    wallets = new Wallets(chain, mempool);
  }

  public ChainState chain() {
    return chain;
  }

  public Mempool mempool() {
    return mempool;
  }

  public Wallets wallets() {
    return wallets;
  }

  Submission submit(Block block, HeaderCheck check, Instant now) {
    Submission submission = chain.submit(block, check);
    follow(submission.events(), now);
    return submission;
  }

  void follow(List<ChainEvent> events, Instant now) {
    mempool.follow(events, now);
    wallets.follow(events, now.getEpochSecond());
  }

  Optional<String> add(Tx tx, Instant now) {
    Optional<String> refusal = mempool.add(tx, now);
    if (refusal.isEmpty()) {
      wallets.pooled(tx, now.getEpochSecond());
    }
    return refusal;
  }

  /** Does again what the journal says was done; proofs of work are not hashed again. */
  void replay(JournalEvent event) {
    try {
      apply(event);
    } catch (WireFormatException e) {
      throw new IllegalStateException("the journal holds a damaged event", e);
    }
  }

  private void apply(JournalEvent event) throws WireFormatException {
    if (event instanceof JournalEvent.BlockStored stored) {
      replayBlock(stored);
    } else if (event instanceof JournalEvent.TransactionAdded added) {
      add(Tx.parse(HexFormat.of().parseHex(added.hex())), Instant.ofEpochSecond(added.time()));
    } else if (event instanceof JournalEvent.TransactionEvicted evicted) {
      mempool.evict(Hash256.ofRpc(evicted.txid()));
    } else if (event instanceof JournalEvent.ForeignDeclared foreign) {
      chain.declareForeign(Hash256.ofRpc(foreign.txid()), foreign.fee());
    } else if (event instanceof JournalEvent.Invalidated invalidated) {
      chain
          .find(Hash256.ofRpc(invalidated.hash()))
          .ifPresent(index -> follow(chain.invalidate(index), Instant.EPOCH));
    } else if (event instanceof JournalEvent.Reconsidered reconsidered) {
      chain
          .find(Hash256.ofRpc(reconsidered.hash()))
          .ifPresent(index -> follow(chain.reconsider(index), Instant.EPOCH));
    } else {
      applyToWallets(event);
    }
  }

  private void replayBlock(JournalEvent.BlockStored stored) throws WireFormatException {
    Block block = Block.parse(HexFormat.of().parseHex(stored.hex()));
    HeaderCheck trusted = new HeaderCheck(block.header().bits(), true, Instant.MAX);
    submit(block, trusted, Instant.ofEpochSecond(stored.time()));
  }

  private void applyToWallets(JournalEvent event) {
    if (event instanceof JournalEvent.WalletCreated created) {
      wallets.create(created.wallet(), !created.keyless());
    } else if (event instanceof JournalEvent.WalletEncrypted encrypted) {
      wallets.find(encrypted.wallet()).orElseThrow().keys().encrypt(encrypted.passphraseDigest());
    } else if (event instanceof JournalEvent.AddressMade made) {
      wallets.addAddress(made.wallet(), made.address(), made.label(), made.change());
    } else if (event instanceof JournalEvent.Commented commented) {
      wallets.comment(commented.wallet(), Hash256.ofRpc(commented.txid()), commented.comment());
    } else if (event instanceof JournalEvent.Abandoned abandoned) {
      wallets.abandon(abandoned.wallet(), Hash256.ofRpc(abandoned.txid()));
    }
  }
}
