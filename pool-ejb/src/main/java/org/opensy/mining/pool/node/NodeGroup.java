package org.opensy.mining.pool.node;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.opensy.mining.stratum.protocol.LogText;

/**
 * The configured nodes in order of preference. A call goes to the first one that answers; one that
 * failed is passed over for a while and then preferred again. Thread-safe.
 */
final class NodeGroup {
  private static final Logger LOG = System.getLogger(NodeGroup.class.getName());

  private final List<Member> members;
  private final Duration coolDown;
  private final InstantSource clock;

  NodeGroup(List<NodeRpc> nodes, Duration coolDown, InstantSource clock) {
    this.members = nodes.stream().map(Member::new).toList();
    this.coolDown = coolDown;
    this.clock = clock;
  }

  /** All nodes, in order of preference, whatever their state. */
  List<NodeRpc> nodes() {
    return members.stream().map(member -> member.node).toList();
  }

  /** State of each node, in order of preference. */
  List<NodeStatus> statuses() {
    return members.stream().map(Member::status).toList();
  }

  /**
   * The result of the first node that has one.
   *
   * @throws NodeRpcException if a node answered with an error that another one would repeat
   * @throws NodeException the last failure, if no node could serve
   */
  <T> T first(Function<NodeRpc, T> call) {
    NodeException last = null;
    for (Member member : order()) {
      try {
        T result = call.apply(member.node);
        member.answered();
        return result;
      } catch (NodeRpcException e) {
        if (!e.notReady()) {
          member.answered();
          throw e;
        }
        last = member.failed(e);
      } catch (NodeUnreachableException e) {
        last = member.failed(e);
      }
    }
    throw last;
  }

  /** Those that are not cooling down, then the others: a failed node is still better than none. */
  private List<Member> order() {
    Instant now = clock.instant();
    List<Member> ready = new ArrayList<>();
    List<Member> cooling = new ArrayList<>();
    for (Member member : members) {
      (member.isCooling(now) ? cooling : ready).add(member);
    }
    ready.addAll(cooling);
    return ready;
  }

  /** One node and what became of its last call. Guarded by itself. */
  private final class Member {
    private final NodeRpc node;
    private Instant coolUntil = Instant.MIN;
    private String trouble = "";

    Member(NodeRpc node) {
      this.node = node;
    }

    synchronized boolean isCooling(Instant now) {
      return now.isBefore(coolUntil);
    }

    synchronized NodeStatus status() {
      return new NodeStatus(node.name(), trouble.isEmpty(), trouble);
    }

    synchronized void answered() {
      if (!trouble.isEmpty()) {
        LOG.log(Level.INFO, "POOL-3002 node {0} answers again", node.name());
      }
      coolUntil = Instant.MIN;
      trouble = "";
    }

    synchronized NodeException failed(NodeException cause) {
      if (trouble.isEmpty()) {
        LOG.log(
            Level.WARNING,
            "POOL-3001 node {0} failed: {1}",
            node.name(),
            LogText.of(cause.getMessage()));
      }
      coolUntil = clock.instant().plus(coolDown);
      trouble = cause.getMessage();
      return cause;
    }
  }
}
