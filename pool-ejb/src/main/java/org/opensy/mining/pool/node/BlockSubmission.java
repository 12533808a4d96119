package org.opensy.mining.pool.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.stratum.protocol.LogText;

/**
 * Hands a block to every node at once, past circuit breaker and cool-down. An unclear answer is
 * settled by asking for the block's header and, where the node has none, by submitting again, which
 * is harmless: a node answers {@code duplicate} to a block that it has. A node checks only a few
 * blocks for us at once: with more it would have no time left to make the next template.
 * Thread-safe.
 */
final class BlockSubmission {
  private static final Logger LOG = System.getLogger(BlockSubmission.class.getName());

  /**
   * Half of the threads that a node answers with unless told otherwise: the others are for the long
   * poll and for templates. Of the blocks on one parent only one comes here at a time, so the
   * second is for a block on another one.
   */
  private static final int AT_ONCE = 2;

  private final List<BoundedNode> nodes;
  private final Duration timeout;
  private final Duration pause;
  private final int tries;

  /**
   * @param timeout for each call
   * @param pause before each further try
   * @param tries how often an unclear answer is looked into, per node
   */
  BlockSubmission(List<NodeRpc> nodes, Duration timeout, Duration pause, int tries) {
    this.nodes = nodes.stream().map(node -> new BoundedNode(node, new Bulkhead(AT_ONCE))).toList();
    this.timeout = timeout;
    this.pause = pause;
    this.tries = tries;
  }

  /**
   * Submits and waits until a node has taken the block or all have had their say. Nodes that are
   * still busy then are left to finish in the background.
   */
  SubmitResult submit(String blockHex, BlockHash hash) {
    CompletableFuture<Answer> good = new CompletableFuture<>();
    List<CompletableFuture<Answer>> answers = new ArrayList<>();
    for (BoundedNode bounded : nodes) {
      NodeRpc node = bounded.node;
      Attempt attempt = new Attempt(node, RpcCall.of("submitblock", blockHex), hash);
      answers.add(
          bounded
              .bulkhead
              .execute(() -> attempt.submit(tries))
              .whenComplete((answer, failure) -> report(node, hash, answer, good)));
    }
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .thenApply(done -> best(answers))
        .applyToEither(good, answer -> answer.result)
        .join();
  }

  private record BoundedNode(NodeRpc node, Bulkhead bulkhead) {}

  private static Answer best(List<CompletableFuture<Answer>> answers) {
    return answers.stream()
        .map(CompletableFuture::join)
        .max(Comparator.comparing(Answer::weight))
        .orElseThrow();
  }

  private static void report(
      NodeRpc node, BlockHash hash, Answer answer, CompletableFuture<Answer> good) {
    if (answer != null) {
      LOG.log(
          Level.INFO,
          "POOL-2003 block {0} at node {1}: {2}",
          hash,
          node.name(),
          LogText.of(answer.result));
      if (answer.weight == Weight.GOOD) {
        good.complete(answer);
      }
    }
  }

  /** Good news from one node outweigh all; a refusal counts only if no node is left in doubt. */
  private enum Weight {
    NOT_REACHED,
    REFUSED,
    DOUBT,
    INCONCLUSIVE,
    GOOD
  }

  private record Answer(SubmitResult result, Weight weight) {}

  /** One block at one node. Its steps follow each other, never at once. */
  private final class Attempt {
    private final NodeRpc node;
    private final RpcCall submitblock;
    private final RpcCall getblockheader;
    private boolean doubt;

    Attempt(NodeRpc node, RpcCall submitblock, BlockHash hash) {
      this.node = node;
      this.submitblock = submitblock;
      this.getblockheader = RpcCall.of("getblockheader", hash.toString());
    }

    CompletableFuture<Answer> submit(int triesLeft) {
      return node.send(submitblock, timeout)
          .handle(this::read)
          .thenCompose(
              answer ->
                  answer.result instanceof SubmitResult.Unknown && triesLeft > 0
                      ? settle(triesLeft)
                      : CompletableFuture.completedFuture(answer));
    }

    private CompletableFuture<Answer> settle(int triesLeft) {
      return new CompletableFuture<RpcCall>()
          .completeOnTimeout(getblockheader, pause.toMillis(), TimeUnit.MILLISECONDS)
          .thenCompose(call -> node.send(call, timeout))
          .handle((header, failure) -> failure == null ? ofHeader(header) : null)
          .thenCompose(
              found ->
                  found == null ? submit(triesLeft - 1) : CompletableFuture.completedFuture(found));
    }

    private Answer read(JsonNode answer, Throwable failure) {
      if (failure == null) {
        return ofWord(answer.isNull() ? "" : answer.asText("unreadable"));
      }
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      if (cause instanceof NodeRpcException refusal && !refusal.notReady()) {
        return new Answer(new SubmitResult.Refused(refusal.rpcMessage()), Weight.REFUSED);
      }
      doubt |= cause instanceof NodeUnreachableException lost && lost.maybeDone();
      SubmitResult unknown = new SubmitResult.Unknown(String.valueOf(cause.getMessage()));
      return new Answer(unknown, doubt ? Weight.DOUBT : Weight.NOT_REACHED);
    }
  }

  /** The words of BIP 22 as the node uses them (its rpc/mining.cpp); nothing means taken. */
  private static Answer ofWord(String word) {
    return switch (word) {
      case "" -> new Answer(new SubmitResult.Accepted(), Weight.GOOD);
      // The node has it, perhaps beside the best chain: the header tells.
      case "duplicate" -> new Answer(new SubmitResult.Unknown(word), Weight.DOUBT);
      case "inconclusive", "duplicate-inconclusive" ->
          new Answer(new SubmitResult.Inconclusive(), Weight.INCONCLUSIVE);
      default -> new Answer(new SubmitResult.Refused(word), Weight.REFUSED);
    };
  }

  /** {@code confirmations} is -1 for a block beside the best chain. */
  private static Answer ofHeader(JsonNode header) {
    return header.path("confirmations").asInt(-1) < 0
        ? new Answer(new SubmitResult.Inconclusive(), Weight.INCONCLUSIVE)
        : new Answer(new SubmitResult.Accepted(), Weight.GOOD);
  }
}
