package org.opensy.mining.stratum.protocol;

import java.util.List;

/**
 * {@code mining.configure} (BIP310): a miner asks for extensions. Thread-safe.
 *
 * @param id echoed in the answer
 * @param extensions the names, each once, up to 128 characters each
 */
public record Configure(RpcId id, List<String> extensions) implements BitcoinRequest {
  /** Copies the list without repetitions. */
  public Configure {
    extensions = extensions.stream().distinct().toList();
  }

  /** The answer that none of them is supported. */
  public ConfigureResult nothingSupported() {
    return new ConfigureResult(id, extensions);
  }
}
