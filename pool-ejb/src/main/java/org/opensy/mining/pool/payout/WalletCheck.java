package org.opensy.mining.pool.payout;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.config.PayoutSettings;
import org.opensy.mining.pool.node.NodeException;
import org.opensy.mining.pool.node.NodeRpcException;
import org.opensy.mining.pool.node.WalletClient;
import org.opensy.mining.pool.node.WalletInfo;
import org.opensy.mining.stratum.protocol.LogText;

/**
 * Looks whether the wallet can pay with what the pool mines, and says what to do if it cannot. That
 * a configured passphrase is right is tried once. Thread-safe.
 */
public final class WalletCheck {
  private static final Logger LOG = System.getLogger(WalletCheck.class.getName());
  private static final String NAME_KEY = "pool.payout.wallet";
  private static final String PASSPHRASE_KEY = "pool.wallet.passphrase";
  private static final int WRONG_PASSPHRASE = -14;
  private static final int NO_SUCH_WALLET = -18;
  private static final int NO_WALLET_NAMED = -19;

  private final WalletClient wallet;
  private final Address coinbase;
  private final PayoutSettings.Wallet settings;
  private volatile Optional<String> trouble = Optional.empty();
  private volatile boolean passphraseIsRight;

  /**
   * @param coinbase the address that the pool's blocks pay
   */
  public WalletCheck(WalletClient wallet, Address coinbase, PayoutSettings.Wallet settings) {
    this.wallet = wallet;
    this.coinbase = coinbase;
    this.settings = settings;
  }

  /** Why the wallet could not pay at the last look; empty if it could or nobody looked yet. */
  public Optional<String> trouble() {
    return trouble;
  }

  /**
   * Asks the wallet now.
   *
   * @return why it cannot pay and what to do, in words; empty if it can
   */
  public Optional<String> look() {
    Optional<String> now = ask();
    if (now.isPresent() && !now.equals(trouble)) {
      LOG.log(Level.ERROR, "POOL-9014 the wallet cannot pay: {0}", LogText.of(now.get()));
    } else if (now.isEmpty() && trouble.isPresent()) {
      LOG.log(Level.INFO, "POOL-9015 the wallet can pay again");
    }
    trouble = now;
    return now;
  }

  private Optional<String> ask() {
    try {
      WalletInfo info = wallet.info();
      return keys(info).or(this::ownership).or(() -> lock(info));
    } catch (NodeRpcException refused) {
      return Optional.of(words(refused));
    } catch (NodeException away) {
      return Optional.of("the wallet does not answer: " + away.getMessage());
    }
  }

  private static Optional<String> keys(WalletInfo info) {
    if (info.scanning()) {
      return Optional.of("the wallet is reading the chain anew: wait until it is done");
    }
    return info.privateKeys()
        ? Optional.empty()
        : Optional.of(
            "the wallet has no private keys, it can only watch: name one that has them in "
                + NAME_KEY);
  }

  private Optional<String> ownership() {
    return wallet.canSpend(coinbase)
        ? Optional.empty()
        : Optional.of(
            "the wallet does not have the key of pool.address, "
                + coinbase
                + ", so it never gets what the pool mines: name the wallet that has it in "
                + NAME_KEY
                + ", or set pool.address to an address of this one (getnewaddress)");
  }

  private Optional<String> lock(WalletInfo info) {
    if (!info.isLocked() || passphraseIsRight) {
      return Optional.empty();
    }
    if (settings.passphrase().isEmpty()) {
      return Optional.of(
          "the wallet is locked: set "
              + PASSPHRASE_KEY
              + ", or keep it unlocked yourself (walletpassphrase)");
    }
    wallet.unlock().close();
    passphraseIsRight = true;
    return Optional.empty();
  }

  private String words(NodeRpcException refused) {
    return switch (refused.code()) {
      case WRONG_PASSPHRASE -> PASSPHRASE_KEY + " is not the passphrase of the wallet: correct it";
      case NO_SUCH_WALLET ->
          settings
              .name()
              .map(
                  name ->
                      "the node has no wallet "
                          + name
                          + " loaded: load it (loadwallet), or correct "
                          + NAME_KEY)
              .orElse("the node has no wallet loaded: load one (loadwallet)");
      case NO_WALLET_NAMED -> "the node has several wallets loaded: name the pool's in " + NAME_KEY;
      default -> "the wallet cannot be asked: " + refused.getMessage();
    };
  }
}
