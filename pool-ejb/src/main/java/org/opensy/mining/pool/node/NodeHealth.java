package org.opensy.mining.pool.node;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.config.WorkSettings;

/**
 * Tells a node that answers but is stuck: its work is as dead as that of none. Thread-safe.
 *
 * @param network of the pool; on regtest no block is too old and nothing is downloaded, and only on
 *     main a node needs peers
 * @param rules when it is stuck
 * @param timeout of each call
 */
record NodeHealth(Network network, WorkSettings rules, Duration timeout, InstantSource clock) {

  /**
   * What is wrong with a node; empty if nothing is.
   *
   * @throws NodeException if it does not answer
   */
  Optional<String> trouble(NodeRpc node) {
    NodeAnswers.Progress progress =
        NodeAnswers.progress(node.call(RpcCall.of("getblockchaininfo"), timeout));
    ChainInfo chain = progress.chain();
    if (chain.headers() - chain.blocks() >= rules.mostBehind()) {
      return Optional.of(
          "is at block " + chain.blocks() + ", but knows headers up to " + chain.headers());
    }
    if (network != Network.REGTEST && chain.initialDownload()) {
      return Optional.of("still downloads blocks");
    }
    if (network != Network.REGTEST && isTooOld(progress.tipTime())) {
      return Optional.of("has no block since " + progress.tipTime());
    }
    return network == Network.MAIN && isAlone(node)
        ? Optional.of("has no peers")
        : Optional.empty();
  }

  private boolean isTooOld(Instant tip) {
    return rules.oldestTip().filter(age -> tip.plus(age).isBefore(clock.instant())).isPresent();
  }

  private boolean isAlone(NodeRpc node) {
    return NodeAnswers.connections(node.call(RpcCall.of("getnetworkinfo"), timeout)) == 0;
  }
}
