package org.opensy.mining.pool.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.opensy.mining.pool.chain.BlockTemplate;
import org.opensy.mining.pool.node.NodeClient;
import org.opensy.mining.randomx.KeySchedule;
import org.opensy.mining.randomx.RandomXKey;

/**
 * Asks the node for key blocks and has their keys built: the one of the template, and the next one
 * as soon as its block exists, 32 blocks before it is needed. Confined to the template feed.
 */
@ApplicationScoped
public class EpochKeys {
  private final NodeClient node;
  private final PoolHasher hasher;

  /** For the container's proxy. */
  protected EpochKeys() {
    this(null, null);
  }

  @Inject
  EpochKeys(NodeClient node, PoolHasher hasher) {
    this.node = node;
    this.hasher = hasher;
  }

  /** The key of the template's height, ready to hash. */
  RandomXKey keyOf(BlockTemplate template) {
    RandomXKey key = keyAt(KeySchedule.keyHeight(template.height()));
    hasher.ready(key);
    List<RandomXKey> wanted = new ArrayList<>(List.of(key));
    long next = KeySchedule.nextKeyHeight(template.height());
    if (next < template.height()) {
      RandomXKey coming = keyAt(next);
      hasher.prepare(coming);
      wanted.add(coming);
    }
    hasher.retain(wanted);
    return key;
  }

  private RandomXKey keyAt(long height) {
    return new RandomXKey(node.blockHash(height).toArray());
  }
}
