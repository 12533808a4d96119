package org.opensy.mining.pool.web;

import java.util.Locale;
import org.opensy.mining.pool.block.Block;
import org.opensy.mining.pool.share.WorkerName;

/**
 * A found block, as the API shows it.
 *
 * @param hash by which the node knows it
 * @param height its height
 * @param address who found it
 * @param worker the machine that found it; empty if its name is not for everybody
 * @param difficulty expected hashes
 * @param foundAt ISO 8601, UTC
 * @param reward in SYL, 8 decimals, as text so that no reader rounds it
 * @param status in lower case, such as accepted, sibling or matured
 * @param reason the node's word for a refusal, or what is unclear; empty if there is none
 */
public record BlockView(
    String hash,
    long height,
    String address,
    String worker,
    String difficulty,
    String foundAt,
    String reward,
    String status,
    String reason) {

  static BlockView of(Block block) {
    return new BlockView(
        block.hash().toString(),
        block.place().height(),
        block.share().address(),
        WorkerName.shownToAll(block.finder().worker()),
        block.pay().difficulty().toString(),
        block.foundAt().toString(),
        block.pay().reward().toString(),
        block.status().name().toLowerCase(Locale.ROOT),
        block.outcome().reason().orElse(""));
  }
}
