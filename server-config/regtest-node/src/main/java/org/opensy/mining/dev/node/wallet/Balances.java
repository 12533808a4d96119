package org.opensy.mining.dev.node.wallet;

/**
 * A wallet's balances in base units.
 *
 * @param trusted confirmed and mature, or the wallet's own change in the mempool
 * @param pending in the mempool, from others
 * @param immature coinbases that are too young
 */
public record Balances(long trusted, long pending, long immature) {
  /**
   * Adds up what a wallet has, counting only what has {@code minimumDepth} confirmations as
   * trusted.
   */
  public static Balances of(Wallet wallet, int minimumDepth) {
    long trusted = 0;
    long pending = 0;
    long immature = 0;
    for (Unspent coin : wallet.unspent()) {
      long value = coin.output().value();
      int depth = wallet.depth(coin.source());
      if (wallet.immature(coin.source())) {
        immature += depth > 0 ? value : 0;
      } else if (wallet.trusted(coin.source())) {
        trusted += depth >= minimumDepth ? value : 0;
      } else if (wallet.inMempool(coin.source())) {
        pending += value;
      }
    }
    return new Balances(trusted, pending, immature);
  }
}
