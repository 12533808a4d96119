package org.opensy.mining.pool.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.opensy.mining.pool.block.Block;
import org.opensy.mining.pool.block.BlockStore;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.reward.ProofDocument;
import org.opensy.mining.pool.treasury.MoneyQueries;
import org.opensy.mining.pool.treasury.PublishedReward;

/** What anybody may know of the pool. */
@Path("/pool")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class PoolResource {
  private final Supplier<PoolStats> stats;
  private final IntFunction<List<Block>> latestBlocks;
  private final Supplier<List<MoneyQueries.SchemeEffort>> efforts;
  private final Function<BlockHash, Optional<PublishedReward>> rewards;
  private final Network network;

  /** For the container's proxy. */
  protected PoolResource() {
    this(null, null, null, null, null);
  }

  @Inject
  public PoolResource(
      PoolStatistics stats, BlockStore blocks, MoneyQueries money, PoolConfig config) {
    this(stats::now, blocks::latest, money::efforts, money::reward, config.chain().network());
  }

  PoolResource(
      Supplier<PoolStats> stats,
      IntFunction<List<Block>> latestBlocks,
      Supplier<List<MoneyQueries.SchemeEffort>> efforts,
      Function<BlockHash, Optional<PublishedReward>> rewards,
      Network network) {
    this.stats = stats;
    this.latestBlocks = latestBlocks;
    this.efforts = efforts;
    this.rewards = rewards;
    this.network = network;
  }

  /** The pool at a glance. */
  @GET
  @Path("/stats")
  public PoolStats stats() {
    return stats.get();
  }

  /**
   * The blocks found last, newest first.
   *
   * @param limit 1 to 100
   */
  @GET
  @Path("/blocks")
  public Page<BlockView> blocks(@QueryParam("limit") @DefaultValue("20") String limit) {
    int most = Page.limit(limit);
    return new Page<>(latestBlocks.apply(most).stream().map(BlockView::of).toList(), most);
  }

  /** Effort of the open rounds, and luck. */
  @GET
  @Path("/efforts")
  public List<EffortView> efforts() {
    return efforts.get().stream().map(EffortView::of).toList();
  }

  /** How the reward of a block was split. */
  @GET
  @Path("/blocks/{hash}/reward")
  public RewardView reward(@PathParam("hash") String hash) {
    return RewardView.of(published(hash).reward());
  }

  /** The proof that a miner's part is in the root of a block. */
  @GET
  @Path("/blocks/{hash}/proofs/{address}")
  public ProofDocument proof(@PathParam("hash") String hash, @PathParam("address") String address) {
    String miner = Inputs.address(address, network).toString();
    return published(hash)
        .tree()
        .proof(miner)
        .map(ProofDocument::of)
        .orElseThrow(() -> new NotFoundException("This address has no part in the block."));
  }

  private PublishedReward published(String hash) {
    return rewards
        .apply(Inputs.blockHash(hash))
        .orElseThrow(() -> new NotFoundException("No block of ours that is credited."));
  }
}
