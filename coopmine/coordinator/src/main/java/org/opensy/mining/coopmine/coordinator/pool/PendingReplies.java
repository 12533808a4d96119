package org.opensy.mining.coopmine.coordinator.pool;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.opensy.mining.stratum.protocol.RpcId;

/**
 * Submits of one connection that the pool has not answered yet.
 *
 * <p>Thread-safe.
 */
final class PendingReplies {
  /** Submits that may be unanswered; further ones are lost. */
  static final int CAPACITY = 1024;

  private final Map<RpcId, Pending> pending = new HashMap<>();
  private boolean closed;

  private record Pending(CompletableFuture<PoolReply> reply, Instant sentAt) {}

  /** Expects a reply to this request. */
  synchronized CompletableFuture<PoolReply> expect(RpcId id, Instant sentAt) {
    CompletableFuture<PoolReply> reply = new CompletableFuture<>();
    if (closed) {
      reply.complete(new PoolReply.Lost("the pool is away"));
    } else if (pending.size() >= CAPACITY) {
      reply.complete(new PoolReply.Lost("too many shares wait for the pool"));
    } else {
      pending.put(id, new Pending(reply, sentAt));
    }
    return reply;
  }

  /** The reply has come. Does nothing for a request that is not expected. */
  void settle(RpcId id, PoolReply reply) {
    Pending settled;
    synchronized (this) {
      settled = pending.remove(id);
    }
    if (settled != null) {
      settled.reply().complete(reply);
    }
  }

  /** Whether a request sent before this time is still unanswered. */
  synchronized boolean hasOlderThan(Instant time) {
    return pending.values().stream().anyMatch(one -> one.sentAt().isBefore(time));
  }

  /** Loses all that wait, and all that come later. */
  void close() {
    List<Pending> lost;
    synchronized (this) {
      closed = true;
      lost = List.copyOf(pending.values());
      pending.clear();
    }
    lost.forEach(one -> one.reply().complete(new PoolReply.Lost("the pool went away")));
  }
}
