package org.opensy.mining.pool.web;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.history.BucketWidth;
import org.opensy.mining.pool.history.HistoryBucket;
import org.opensy.mining.pool.history.HistoryOf;
import org.opensy.mining.pool.history.HistoryQueries;
import org.opensy.mining.pool.history.HistorySums;
import org.opensy.mining.pool.report.MinerReports;
import org.opensy.mining.pool.report.Range;

/** A miner at the paths of the original API and under its names, from the same figures. */
@Path("/miner")
@RequestScoped
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
public class OriginalMinerResource {
  /** Machines that are listed, and days of shares that are added up: more than a century. */
  private static final String WORKERS = "100";

  private static final int DAYS = 50_000;

  private final MinerResource miners;
  private final MinerReports reports;
  private final HistoryQueries history;
  private final PoolConfig config;
  private final InstantSource clock;

  /** For the container's proxy. */
  protected OriginalMinerResource() {
    this(null, null, null, null, null);
  }

  @Inject
  public OriginalMinerResource(
      MinerResource miners,
      MinerReports reports,
      HistoryQueries history,
      PoolConfig config,
      InstantSource clock) {
    this.miners = miners;
    this.reports = reports;
    this.history = history;
    this.config = config;
    this.clock = clock;
  }

  /**
   * A miner.
   *
   * @param hashrate hashes a second over the last ten minutes; null while it is not known
   * @param sharesValid accepted, ever
   * @param sharesInvalid refused, ever, late ones included
   * @param blocksFound on the best chain
   * @param pendingBalance in SYL, all that is not paid yet
   * @param totalPaid in SYL
   * @param workers the first hundred
   */
  public record OriginalMiner(
      String address,
      Long hashrate,
      String hashrateUnit,
      long sharesValid,
      long sharesInvalid,
      long blocksFound,
      BigDecimal pendingBalance,
      BigDecimal totalPaid,
      List<OriginalWorker> workers) {}

  /**
   * A machine.
   *
   * @param name empty if it has none that is for everybody
   * @param hashrate hashes a second over the last hour
   * @param shares accepted in the last 24 hours
   * @param lastSeen its last share, in Unix seconds; null if there was none
   * @param online null while it is not known
   */
  public record OriginalWorker(
      String name, long hashrate, long shares, Long lastSeen, Boolean online) {

    static OriginalWorker of(WorkerView worker) {
      return new OriginalWorker(
          Optional.ofNullable(worker.name()).orElse(""),
          worker.shares().hour().hashrate(),
          worker.shares().day().accepted(),
          worker.lastShareAt() == null ? null : worker.lastShareAt().getEpochSecond(),
          worker.online());
    }
  }

  /** A miner. */
  @GET
  @Path("/lookup")
  public OriginalMiner lookup(@QueryParam("address") @DefaultValue("") String address) {
    return miner(address);
  }

  /** A miner. */
  @GET
  @Path("/{address}")
  public OriginalMiner miner(@PathParam("address") String text) {
    MinerView miner = miners.miner(text);
    Address address = Inputs.address(text, config.chain().network());
    List<HistorySums> days =
        history
            .series(
                HistoryOf.miner(miner.address()),
                BucketWidth.DAY,
                Range.latest(1).from(),
                clock.instant(),
                DAYS)
            .stream()
            .map(HistoryBucket::sums)
            .toList();
    MinerView.Balance balance = miner.balance();
    return new OriginalMiner(
        miner.address(),
        miner.hashrate().tenMinutes(),
        OriginalStats.UNIT,
        days.stream().mapToLong(HistorySums::shares).sum(),
        days.stream().mapToLong(day -> day.stale() + day.invalid()).sum(),
        reports.blocksFound(address),
        syl(balance.immature()).add(syl(balance.payable())).add(syl(balance.reserved())),
        syl(balance.paid()),
        miners.workers(text, WORKERS, null).items().stream().map(OriginalWorker::of).toList());
  }

  private static BigDecimal syl(Money money) {
    return new BigDecimal(money.amount());
  }

  /** Its machines. */
  @GET
  @Path("/{address}/workers")
  public Page<WorkerView> workers(
      @PathParam("address") String text,
      @QueryParam("limit") @DefaultValue("20") String limit,
      @QueryParam("cursor") String cursor) {
    return miners.workers(text, limit, cursor);
  }

  /** What it was paid. */
  @GET
  @Path("/{address}/payments")
  public Page<PaymentView> payments(@PathParam("address") String text, @BeanParam ListQuery list) {
    return miners.payments(text, list);
  }

  /** Its shares of late. */
  @GET
  @Path("/{address}/shares")
  public SharesView shares(@PathParam("address") String text) {
    return miners.miner(text).shares();
  }
}
