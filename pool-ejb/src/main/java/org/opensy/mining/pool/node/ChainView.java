package org.opensy.mining.pool.node;

import java.util.Optional;
import org.opensy.mining.pool.chain.BlockHash;

/**
 * What became of blocks. Every method throws {@link NodeUnreachableException} when no node answers
 * and {@link NodeRpcException} when one answers with an error object.
 */
public interface ChainView {
  /** What the node says of a block, or nothing if it does not know it. */
  Optional<BlockHeaderInfo> blockHeader(BlockHash hash);

  /** State of the chain. */
  ChainInfo chainInfo();
}
