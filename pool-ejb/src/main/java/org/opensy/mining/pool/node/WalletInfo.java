package org.opensy.mining.pool.node;

import java.time.Instant;
import java.util.Optional;
import org.opensy.mining.pool.chain.BlockHash;

/**
 * The state of a wallet ({@code getwalletinfo}).
 *
 * @param name empty for the node's default wallet
 * @param scanning whether it is reading the chain anew: balances and history are not complete
 * @param privateKeys whether it can sign at all
 * @param unlockedUntil empty if it is not encrypted; the epoch while it is locked
 * @param lastBlock the best block that it has seen, which its node certainly knows
 */
public record WalletInfo(
    String name,
    boolean scanning,
    boolean privateKeys,
    Optional<Instant> unlockedUntil,
    BlockHash lastBlock) {

  /** Whether it would refuse to pay for want of its passphrase. */
  public boolean isLocked() {
    return unlockedUntil.filter(Instant.EPOCH::equals).isPresent();
  }
}
