package org.opensy.mining.stratum.protocol;

import java.util.List;

/**
 * The answer to {@link Configure}: on the wire each extension is false, which means that it is not
 * supported. Thread-safe.
 *
 * @param id the id of the request
 * @param unsupported the names of the extensions that the miner asked for, each once
 */
public record ConfigureResult(RpcId id, List<String> unsupported) implements ServerMessage {
  /** Copies the list without repetitions. */
  public ConfigureResult {
    unsupported = unsupported.stream().distinct().toList();
  }
}
