package org.opensy.mining.dev.metrics;

import java.util.Map;
import java.util.TreeMap;

/**
 * The metrics of the original pool and cluster, whose dashboards are to work here, with their types
 * there. One is a gauge here: Prometheus wants counters to end with {@code _total}.
 */
public final class OriginalMetrics {
  private static final String POOL =
      """
      connections_total counter
      connections_current gauge
      connections_rejected_total counter reason
      miners_total gauge
      workers_total gauge
      miner_hashrate gauge address
      shares_total counter status
      shares_latency_seconds histogram
      shares_difficulty histogram
      blocks_found_total counter
      blocks_orphaned_total counter
      block_reward gauge
      jobs_total counter
      jobs_active gauge
      job_latency_seconds histogram
      payouts_total counter
      payouts_amount_total counter
      payouts_pending gauge
      network_difficulty gauge
      network_height gauge
      network_hashrate gauge
      pool_hashrate gauge
      pool_uptime_seconds gauge
      pool_fee_collected_total counter
      rpc_requests_total counter method
      rpc_latency_seconds histogram method
      rpc_errors_total counter
      db_connections gauge
      db_latency_seconds histogram operation
      db_errors_total counter
      redis_connections gauge
      redis_latency_seconds histogram
      redis_errors_total counter
      banned_ips gauge
      rate_limited_total counter
      invalid_shares_total counter
      """;

  private static final String CLUSTER =
      """
      workers_total gauge
      workers_online gauge
      worker_hashrate gauge worker_id worker_name
      shares_total counter status
      shares_latency_seconds histogram
      jobs_total counter
      jobs_active gauge
      jobs_duration_seconds histogram
      blocks_found_total counter
      pool_connected gauge
      pool_reconnects_total counter
      pool_latency_seconds histogram
      cluster_hashrate gauge
      grpc_connections gauge
      grpc_requests_total counter method status
      grpc_latency_seconds histogram method
      uptime_seconds_total counter
      """;

  private OriginalMetrics() {}

  /** By name, a type and the names of labels. */
  public static Map<String, String> ofPool() {
    return read("opensy_pool_", POOL);
  }

  /** Likewise. */
  public static Map<String, String> ofCluster() {
    return read("coopmine_", CLUSTER);
  }

  private static Map<String, String> read(String prefix, String table) {
    Map<String, String> metrics = new TreeMap<>();
    table
        .lines()
        .map(line -> line.split(" ", 2))
        .forEach(words -> metrics.put(prefix + words[0], words[1]));
    return metrics;
  }
}
