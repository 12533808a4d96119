package org.opensy.mining.pool.web;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.opensy.mining.pool.block.BlockFilter;
import org.opensy.mining.pool.block.BlockStatus;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.config.StratumPort;
import org.opensy.mining.pool.history.HistoryOf;
import org.opensy.mining.pool.history.HistoryQueries;
import org.opensy.mining.pool.history.HistoryWindow;
import org.opensy.mining.pool.report.ListedBlock;
import org.opensy.mining.pool.report.PoolReports;
import org.opensy.mining.pool.reward.Effort;
import org.opensy.mining.pool.reward.ProofDocument;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.treasury.MoneyQueries;
import org.opensy.mining.pool.treasury.MoneyQueries.SchemeEffort;
import org.opensy.mining.pool.treasury.PublishedReward;

/** What anybody may know of the pool. */
@Path("/pool")
@RequestScoped
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
public class PoolResource {
  private final PoolStatistics statistics;
  private final PoolReports reports;
  private final MoneyQueries money;
  private final HistoryQueries history;
  private final ChainProgress chain;
  private final PoolConfig config;
  private final InstantSource clock;

  /** For the container's proxy. */
  protected PoolResource() {
    this(null, null, null, null, null, null, null);
  }

  @Inject
  public PoolResource(
      PoolStatistics statistics,
      PoolReports reports,
      MoneyQueries money,
      HistoryQueries history,
      ChainProgress chain,
      PoolConfig config,
      InstantSource clock) {
    this.statistics = statistics;
    this.reports = reports;
    this.money = money;
    this.history = history;
    this.chain = chain;
    this.config = config;
    this.clock = clock;
  }

  /** The pool at a glance. */
  @GET
  public PoolStats pool() {
    return statistics.now();
  }

  /** The same as the original API had it. */
  @GET
  @Path("/stats")
  public OriginalStats stats() {
    return OriginalStats.of(statistics.now(), config);
  }

  /** Where miners connect. */
  @GET
  @Path("/ports")
  public Page<PortView> ports() {
    return Page.whole(config.stratum().ports().stream().map(PortView::of).toList());
  }

  /** The rules by which the pool pays, on any of its ports, with effort and luck of each. */
  @GET
  @Path("/schemes")
  public Page<SchemeView> schemes() {
    Map<RewardScheme, SchemeEffort> efforts = new EnumMap<>(RewardScheme.class);
    money.efforts().forEach(effort -> efforts.put(effort.scheme(), effort));
    Set<RewardScheme> offered = EnumSet.noneOf(RewardScheme.class);
    config.stratum().ports().stream().map(StratumPort::scheme).forEach(offered::add);
    offered.addAll(efforts.keySet());
    return Page.whole(
        offered.stream().map(scheme -> SchemeView.of(scheme, config, efforts)).toList());
  }

  /** The miners that did most of late and whose owners want to be named, the largest first. */
  @GET
  @Path("/miners")
  public Page<ListedMinerView> miners(@QueryParam("limit") @DefaultValue("20") String limit) {
    Instant now = clock.instant();
    Instant since = HistoryWindow.HOUR.since(now);
    return Page.whole(
        reports.listedMiners(since, ListQuery.limit(limit)).stream()
            .map(miner -> ListedMinerView.of(miner, Duration.between(since, now)))
            .toList());
  }

  /** The pool's blocks, those that were stored last first. */
  @GET
  @Path("/blocks")
  public Page<BlockView> blocks(
      @BeanParam ListQuery list,
      @QueryParam("scheme") String scheme,
      @QueryParam("status") String status) {
    BlockFilter filter =
        new BlockFilter(
            Inputs.oneOf(RewardScheme.class, scheme, "scheme"),
            Inputs.oneOf(BlockStatus.class, status, "status"));
    return Page.of(
        reports.blocks(list.range(), filter),
        list.limit(),
        listed -> listed.block().id(),
        listed -> BlockView.of(listed, chain));
  }

  /**
   * A block.
   *
   * @param id its hash, or its height: then the one on the chain, else the one found last
   */
  @GET
  @Path("/blocks/{id}")
  public BlockView block(@PathParam("id") String id) {
    Optional<ListedBlock> found =
        id.matches("0|[1-9][0-9]{0,8}")
            ? reports.block(Long.parseLong(id))
            : reports.block(Inputs.blockHash(id));
    return found
        .map(listed -> BlockView.of(listed, chain))
        .orElseThrow(() -> new NotFoundException("No block of ours."));
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
    String miner = Inputs.address(address, config.chain().network()).toString();
    return published(hash)
        .tree()
        .proof(miner)
        .map(ProofDocument::of)
        .orElseThrow(() -> new NotFoundException("This address has no part in the block."));
  }

  private PublishedReward published(String hash) {
    return money
        .reward(Inputs.blockHash(hash))
        .orElseThrow(() -> new NotFoundException("No block of ours that is credited."));
  }

  /** What the pool's miners did, by time, latest first. */
  @GET
  @Path("/hashrate")
  public Page<PointView> hashrate(@BeanParam SeriesQuery series) {
    return series.of(history, HistoryOf.pool(), clock.instant());
  }

  /** What the pool has paid, latest first. */
  @GET
  @Path("/payments")
  public Page<PaymentView> payments(@BeanParam ListQuery list) {
    return Page.of(
        reports.payments(list.range()), list.limit(), payment -> payment.id(), PaymentView::of);
  }

  /** The pool's luck over its latest 10, 50 and 250 blocks. */
  @GET
  @Path("/luck")
  public Page<LuckView> luck() {
    List<Effort> efforts = reports.efforts(LuckView.WINDOWS.get(LuckView.WINDOWS.size() - 1));
    Stream<LuckView> windows =
        LuckView.WINDOWS.stream().map(window -> LuckView.of(window, efforts));
    return Page.whole(windows.toList());
  }
}
