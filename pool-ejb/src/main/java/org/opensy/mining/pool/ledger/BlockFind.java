package org.opensy.mining.pool.ledger;

import org.opensy.mining.pool.job.FoundBlock;
import org.opensy.mining.pool.job.Job;
import org.opensy.mining.pool.reward.RewardTerms;

/**
 * All that is known of a block at the moment when it is found. Thread-safe.
 *
 * @param block the block
 * @param job what was worked on
 * @param share its own share
 * @param terms what is agreed at that moment
 */
public record BlockFind(FoundBlock block, Job job, ShareEntry share, RewardTerms terms) {}
