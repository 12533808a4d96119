package org.opensy.mining.pool.report;

import java.util.Optional;
import org.opensy.mining.pool.block.Block;
import org.opensy.mining.pool.reward.Effort;

/**
 * A block in a list.
 *
 * @param effort of its round, once its reward is split
 */
public record ListedBlock(Block block, Optional<Effort> effort) {}
