package org.opensy.mining.pool.node;

import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.opensy.mining.pool.config.NodeSettings;

/**
 * The nodes, once for each kind of calls, with connections of its own: no kind waits for a
 * connection of another, or is passed over because another failed. Thread-safe.
 *
 * @param work templates, and what it takes to make work of them
 * @param submissions found blocks
 * @param queries everything else
 */
record NodeChannels(NodeGroup work, List<NodeRpc> submissions, NodeGroup queries) {
  static NodeChannels of(NodeSettings settings, InstantSource clock) {
    return of(settings, clock, node -> Optional.empty(), RpcTimes.unseen());
  }

  /**
   * @param health what is wrong with a node that answers: then work is not taken from it
   * @param times count the calls
   */
  static NodeChannels of(
      NodeSettings settings,
      InstantSource clock,
      Function<NodeRpc, Optional<String>> health,
      RpcTimes times) {
    return new NodeChannels(
        new NodeGroup(nodes(settings, times), settings.times().coolDown(), clock, health),
        nodes(settings, times),
        new NodeGroup(nodes(settings, times), settings.times().coolDown(), clock));
  }

  private static List<NodeRpc> nodes(NodeSettings settings, RpcTimes times) {
    HttpClient http = NodeProducer.http(settings.times());
    return settings.nodes().stream().map(address -> new NodeRpc(address, http, times)).toList();
  }
}
