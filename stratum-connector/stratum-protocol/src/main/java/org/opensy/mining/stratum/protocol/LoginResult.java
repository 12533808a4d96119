package org.opensy.mining.stratum.protocol;

import java.util.List;

/**
 * The good answer to a login. Thread-safe.
 *
 * @param id the id of the login
 * @param session the id that the miner puts in its submits
 * @param job the first job
 * @param extensions what the pool understands beyond the basics, see {@link #EXTENSIONS}
 */
public record LoginResult(RpcId id, String session, StratumJob job, List<String> extensions)
    implements ServerMessage {
  /** Jobs and submits name the algorithm; {@code keepalived} is answered. */
  public static final List<String> EXTENSIONS = List.of("algo", "keepalive");

  /** The top byte of the nonce in jobs is fixed, and to be left as it is. */
  public static final String NICEHASH = "nicehash";

  /** Copies the list. */
  public LoginResult {
    extensions = List.copyOf(extensions);
  }
}
