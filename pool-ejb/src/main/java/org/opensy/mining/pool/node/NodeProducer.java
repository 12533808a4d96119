package org.opensy.mining.pool.node;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.time.InstantSource;
import org.opensy.mining.pool.config.NodeSettings;
import org.opensy.mining.pool.config.PoolConfig;

/** Builds the nodes from the configuration. Thread-safe. */
@ApplicationScoped
public class NodeProducer {

  /** The configured nodes. */
  @Produces
  @Singleton
  NodeChannels nodes(PoolConfig config, RpcTimes times, InstantSource clock) {
    NodeHealth health =
        new NodeHealth(
            config.chain().network(), config.work(), config.node().times().read(), clock);
    return NodeChannels.of(config.node(), clock, health::trouble, times);
  }

  /**
   * The client's own daemon threads only move bytes; they end when they idle or it is forgotten.
   */
  static HttpClient http(NodeSettings.Times times) {
    return HttpClient.newBuilder()
        .version(Version.HTTP_1_1)
        .connectTimeout(times.connect())
        .build();
  }
}
