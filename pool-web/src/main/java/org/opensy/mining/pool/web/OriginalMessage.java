package org.opensy.mining.pool.web;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.opensy.mining.pool.block.Block;
import org.opensy.mining.pool.live.LiveChannel;
import org.opensy.mining.pool.live.LiveData;
import org.opensy.mining.pool.live.LiveEvent;

/**
 * A message of the original API's WebSocket.
 *
 * @param type stats, new_block, new_share, subscribe, unsubscribe, pong or error; miner, which the
 *     original does not have
 * @param data what it tells
 * @param timestamp in Unix seconds
 */
public record OriginalMessage(String type, Object data, long timestamp) {

  /**
   * The pool at a glance; null for what is not known.
   *
   * @param hashrate hashes a second
   * @param miners addresses with a share accepted in the last ten minutes
   * @param workers their workers
   * @param blocksFound blocks of the pool on the best chain
   * @param difficulty of the network, in expected hashes
   * @param height of the block that is mined
   */
  public record Stats(
      Long hashrate,
      Long miners,
      Long workers,
      Long blocksFound,
      BigDecimal difficulty,
      Long height) {}

  /**
   * A new block on the chain.
   *
   * @param reward in SYL
   * @param minerAddress who found it
   * @param timestamp when, in Unix seconds
   */
  public record NewBlock(
      long height, String hash, BigDecimal reward, String minerAddress, long timestamp) {}

  /**
   * One of the shares.
   *
   * @param workerName empty if the name is not for everybody
   * @param difficulty in expected hashes; null if it was refused
   * @param valid whether it counts
   */
  public record NewShare(String minerAddress, String workerName, Long difficulty, boolean valid) {}

  /** An event as a message; nothing if there is none for it. */
  public static Optional<OriginalMessage> of(LiveEvent event) {
    LiveData data = event.data();
    if (data instanceof LiveData.Stats stats) {
      return message("stats", view(stats), event);
    }
    if (data instanceof LiveData.Block block && block.isNew()) {
      return message("new_block", view(block.listed().block()), event);
    }
    if (data instanceof LiveData.Share share) {
      return message("new_share", view(share), event);
    }
    if (data instanceof LiveData.Miner miner) {
      return message("miner", LiveViews.LiveMinerView.of(miner), event);
    }
    return Optional.empty();
  }

  private static Optional<OriginalMessage> message(String type, Object data, LiveEvent event) {
    return Optional.of(new OriginalMessage(type, data, event.at().getEpochSecond()));
  }

  private static Stats view(LiveData.Stats stats) {
    return new Stats(
        stats.hashrate(),
        stats.miners(),
        stats.workers(),
        stats.blocksFound(),
        Optional.ofNullable(stats.difficulty()).map(BigDecimal::new).orElse(null),
        stats.height());
  }

  private static NewBlock view(Block block) {
    return new NewBlock(
        block.place().height(),
        block.hash().toString(),
        block.pay().reward().toDecimal(),
        block.share().address(),
        block.foundAt().getEpochSecond());
  }

  private static NewShare view(LiveData.Share share) {
    return new NewShare(
        share.address(), share.worker(), share.difficulty().orElse(null), share.isValid());
  }

  /** Answers a ping. */
  public static String pong(Instant now) {
    return answer("pong", null, now);
  }

  /** Says that a channel is, or is not any more, listened to. */
  public static String done(String what, LiveChannel channel, Instant now) {
    return answer(what, Map.of("channel", channel.toString()), now);
  }

  /**
   * Says that a message came to nothing.
   *
   * @param code for programs
   */
  public static String error(String code, Instant now) {
    return answer("error", Map.of("code", code), now);
  }

  private static String answer(String type, Object data, Instant now) {
    return new OriginalMessage(type, data, now.getEpochSecond()).json();
  }

  /** As it is sent. */
  public String json() {
    return SnakeCase.JSON.toJson(this);
  }
}
