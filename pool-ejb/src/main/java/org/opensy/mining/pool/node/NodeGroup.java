package org.opensy.mining.pool.node;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.opensy.mining.stratum.protocol.LogText;

/**
 * The configured nodes in order of preference. A call goes to the first one that answers; one that
 * failed is passed over for a while and then preferred again. Thread-safe.
 */
final class NodeGroup {
  private static final Logger LOG = System.getLogger(NodeGroup.class.getName());

  /** A node that was fine a moment ago is not asked how it is. */
  private static final Duration HEALTHY_FOR = Duration.ofSeconds(10);

  private final List<Member> members;
  private final Duration coolDown;
  private final InstantSource clock;
  private final Function<NodeRpc, Optional<String>> health;

  NodeGroup(List<NodeRpc> nodes, Duration coolDown, InstantSource clock) {
    this(nodes, coolDown, clock, node -> Optional.empty());
  }

  /**
   * @param health what is wrong with a node that answers; one with trouble has failed
   */
  NodeGroup(
      List<NodeRpc> nodes,
      Duration coolDown,
      InstantSource clock,
      Function<NodeRpc, Optional<String>> health) {
    this.members = nodes.stream().map(Member::new).toList();
    this.coolDown = coolDown;
    this.clock = clock;
    this.health = health;
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
        member.requireHealth();
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
    private Instant healthyUntil = Instant.MIN;
    private String trouble = "";

    Member(NodeRpc node) {
      this.node = node;
    }

    void requireHealth() {
      Instant now = clock.instant();
      if (isHealthy(now)) {
        return;
      }
      Optional<String> bad = health.apply(node);
      if (bad.isPresent()) {
        throw NodeUnreachableException.notTaken(node.name() + " " + bad.get(), null);
      }
      setHealthy(now);
    }

    private synchronized boolean isHealthy(Instant now) {
      return now.isBefore(healthyUntil);
    }

    private synchronized void setHealthy(Instant now) {
      healthyUntil = now.plus(HEALTHY_FOR);
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
