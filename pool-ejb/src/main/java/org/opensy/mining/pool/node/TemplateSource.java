package org.opensy.mining.pool.node;

import java.util.Optional;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.BlockTemplate;

/**
 * Where block templates come from. Every method throws {@link NodeUnreachableException} when no
 * node answers and {@link NodeRpcException} when one answers with an error object.
 */
public interface TemplateSource {
  /** A block template to mine on now. */
  BlockTemplate blockTemplate();

  /**
   * Waits at the node until its template differs from the one with this long-poll id. Neither
   * retried nor behind the circuit breaker.
   *
   * @return the new template, or nothing if the node had none within the long-poll time
   */
  Optional<BlockTemplate> awaitBlockTemplate(String longPollId);

  /** Hash of the best block. */
  BlockHash bestBlockHash();

  /** State of the chain. */
  ChainInfo chainInfo();
}
