package org.opensy.mining.dev.node.store;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * One thing that happened, as it stands in the journal. Hashes are in the RPC's order, bytes in
 * hex, times in seconds.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = JournalEvent.BlockStored.class, name = "block"),
  @JsonSubTypes.Type(value = JournalEvent.Invalidated.class, name = "invalidated"),
  @JsonSubTypes.Type(value = JournalEvent.Reconsidered.class, name = "reconsidered"),
  @JsonSubTypes.Type(value = JournalEvent.ForeignDeclared.class, name = "foreign"),
  @JsonSubTypes.Type(value = JournalEvent.TransactionAdded.class, name = "transaction"),
  @JsonSubTypes.Type(value = JournalEvent.TransactionEvicted.class, name = "evicted"),
  @JsonSubTypes.Type(value = JournalEvent.WalletCreated.class, name = "wallet"),
  @JsonSubTypes.Type(value = JournalEvent.WalletEncrypted.class, name = "encrypted"),
  @JsonSubTypes.Type(value = JournalEvent.AddressMade.class, name = "address"),
  @JsonSubTypes.Type(value = JournalEvent.Commented.class, name = "comment"),
  @JsonSubTypes.Type(value = JournalEvent.Abandoned.class, name = "abandoned"),
})
public sealed interface JournalEvent {
  /**
   * A block that told the tree something: on the best chain, beside it, or a bad body under a good
   * header.
   */
  record BlockStored(long time, String hex) implements JournalEvent {}

  /** A block was invalidated by hand. */
  record Invalidated(String hash) implements JournalEvent {}

  /** A block was reconsidered by hand. */
  record Reconsidered(String hash) implements JournalEvent {}

  /** The fee of a transaction with unknown inputs was declared. */
  record ForeignDeclared(String txid, long fee) implements JournalEvent {}

  /** A transaction entered the mempool. */
  record TransactionAdded(long time, String hex) implements JournalEvent {}

  /** A transaction was thrown out of the mempool by hand. */
  record TransactionEvicted(String txid) implements JournalEvent {}

  /** A wallet came to be; a {@code keyless} one has no private keys. */
  record WalletCreated(String wallet, boolean keyless) implements JournalEvent {}

  /** A wallet's keys were encrypted. */
  record WalletEncrypted(String wallet, String passphraseDigest) implements JournalEvent {}

  /** A wallet made an address; {@code change} ones are not in its address book. */
  record AddressMade(String wallet, String address, String label, boolean change)
      implements JournalEvent {}

  /** A comment on a sent transaction. Stands before the transaction itself. */
  record Commented(String wallet, String txid, String comment) implements JournalEvent {}

  /** A transaction was abandoned. */
  record Abandoned(String wallet, String txid) implements JournalEvent {}
}
