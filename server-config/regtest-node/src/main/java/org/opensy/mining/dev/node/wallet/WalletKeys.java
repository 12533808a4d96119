package org.opensy.mining.dev.node.wallet;

import java.util.Optional;

/**
 * Whether a wallet can sign: never without keys, and if they are encrypted only while it is
 * unlocked. Not thread-safe; the node's lock guards it.
 */
public final class WalletKeys {
  private final boolean present;
  private Optional<String> digest = Optional.empty();
  private long unlockedUntil;

  WalletKeys(boolean present) {
    this.present = present;
  }

  /** Whether there are any. */
  public boolean present() {
    return present;
  }

  /** Whether a passphrase guards them. */
  public boolean encrypted() {
    return digest.isPresent();
  }

  /**
   * Has them guarded; they are locked then.
   *
   * @param passphraseDigest of the passphrase
   */
  public void encrypt(String passphraseDigest) {
    digest = Optional.of(passphraseDigest);
    unlockedUntil = 0;
  }

  /** Unlocks them until a time in seconds; false with another passphrase. */
  public boolean unlock(String passphraseDigest, long until) {
    boolean right = digest.equals(Optional.of(passphraseDigest));
    if (right) {
      unlockedUntil = until;
    }
    return right;
  }

  /** Locks them. */
  public void lock() {
    unlockedUntil = 0;
  }

  /** Until when they are unlocked, in seconds; 0 if they are locked now. */
  public long unlockedUntil(long now) {
    return unlockedUntil > now ? unlockedUntil : 0;
  }

  /** Whether nothing can be signed for want of the passphrase. */
  public boolean locked(long now) {
    return encrypted() && unlockedUntil(now) == 0;
  }
}
