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
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.cluster.HashrateWindow;
import org.opensy.mining.pool.cluster.OnlineWorkers;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.history.HistoryOf;
import org.opensy.mining.pool.history.HistoryQueries;
import org.opensy.mining.pool.history.MinerWindows;
import org.opensy.mining.pool.history.WorkerWindows;
import org.opensy.mining.pool.report.MinerReports;
import org.opensy.mining.pool.report.MinerWorker;
import org.opensy.mining.pool.report.Range;
import org.opensy.mining.pool.treasury.MoneyQueries;

/** What anybody may know of a miner: who knows the address may see its account. */
@Path("/miners")
@RequestScoped
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
public class MinerResource {
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String NO_WORKER = "This address has no worker of that name.";
  private static final SharesView NO_SHARES = SharesView.of(Map.of(), Instant.EPOCH);

  private final MoneyQueries money;
  private final MinerReports reports;
  private final HashrateWindow hashrates;
  private final OnlineWorkers online;
  private final HistoryQueries history;
  private final ChainProgress chain;
  private final PoolConfig config;
  private final InstantSource clock;

  /** For the container's proxy. */
  protected MinerResource() {
    this(null, null, null, null, null, null, null, null);
  }

  @Inject
  public MinerResource(
      MoneyQueries money,
      MinerReports reports,
      HashrateWindow hashrates,
      OnlineWorkers online,
      HistoryQueries history,
      ChainProgress chain,
      PoolConfig config,
      InstantSource clock) {
    this.money = money;
    this.reports = reports;
    this.hashrates = hashrates;
    this.online = online;
    this.history = history;
    this.chain = chain;
    this.config = config;
    this.clock = clock;
  }

  /** A miner's account. */
  @GET
  @Path("/{address}")
  public MinerView miner(@PathParam("address") String text) {
    Address miner = address(text);
    MoneyQueries.MinerAccount account =
        money
            .miner(miner)
            .orElseThrow(() -> new NotFoundException("Nobody has mined with this address."));
    return new MinerView(
        miner.toString(),
        new MinerView.Hashrate(rate(miner, TEN_MINUTES), rate(miner, HOUR)),
        SharesView.of(windows(miner, 0, 0).windows(), clock.instant()),
        MinerView.Balance.of(account.balance()),
        reports.nextMaturity(miner).map(next -> MinerView.Maturity.of(next, chain)).orElse(null),
        MinerView.Minimum.of(account.minimumPayout(), config.payout().terms()),
        efforts(miner));
  }

  private Map<String, BigDecimal> efforts(Address miner) {
    Map<String, BigDecimal> efforts = new TreeMap<>();
    money
        .efforts(miner)
        .forEach((scheme, effort) -> efforts.put(scheme.lowerCaseName(), effort.ratio()));
    return efforts;
  }

  private Long rate(Address miner, Duration window) {
    return hashrates.minerHashrate(miner.toString(), window).stream()
        .mapToObj(Math::round)
        .findFirst()
        .orElse(null);
  }

  /** Its machines, in the order in which they came. */
  @GET
  @Path("/{address}/workers")
  public Page<WorkerView> workers(
      @PathParam("address") String text,
      @QueryParam("limit") @DefaultValue("20") String limit,
      @QueryParam("cursor") String cursor) {
    Address miner = address(text);
    int most = ListQuery.limit(limit);
    long after = cursor == null ? 0 : ListQuery.before(cursor);
    List<MinerWorker> found = reports.workers(miner, after, most + 1);
    Map<Long, SharesView> shares = shares(miner, after, most);
    Optional<Set<String>> loggedIn =
        online.online(found.stream().map(worker -> login(miner, worker)).toList());
    return Page.of(found, most, MinerWorker::id, worker -> view(miner, worker, loggedIn, shares));
  }

  private Map<Long, SharesView> shares(Address miner, long after, int limit) {
    Instant now = clock.instant();
    return windows(miner, after, limit).workers().stream()
        .collect(
            Collectors.toMap(WorkerWindows::id, worker -> SharesView.of(worker.windows(), now)));
  }

  private MinerWindows windows(Address miner, long after, int limit) {
    return history
        .windows(miner.toString(), after, limit, clock.instant())
        .orElse(new MinerWindows(Map.of(), List.of()));
  }

  /** A machine, by its name. */
  @GET
  @Path("/{address}/workers/{name}")
  public WorkerView worker(@PathParam("address") String text, @PathParam("name") String name) {
    Address miner = address(text);
    return reports
        .worker(miner, name)
        .map(
            worker ->
                view(
                    miner,
                    worker,
                    online.online(Set.of(login(miner, worker))),
                    shares(miner, worker.id() - 1, 1)))
        .orElseThrow(() -> new NotFoundException(NO_WORKER));
  }

  private static WorkerView view(
      Address miner,
      MinerWorker worker,
      Optional<Set<String>> online,
      Map<Long, SharesView> shares) {
    return WorkerView.of(
        worker,
        online
            .filter(known -> !worker.isHidden())
            .map(known -> known.contains(login(miner, worker)))
            .orElse(null),
        shares.getOrDefault(worker.id(), NO_SHARES));
  }

  private static String login(Address miner, MinerWorker worker) {
    return miner + "." + worker.name();
  }

  /** What a machine did, by time. */
  @GET
  @Path("/{address}/workers/{name}/hashrate")
  public Page<PointView> workerHashrate(
      @PathParam("address") String text,
      @PathParam("name") String name,
      @BeanParam SeriesQuery series) {
    Address miner = address(text);
    MinerWorker worker =
        reports.worker(miner, name).orElseThrow(() -> new NotFoundException(NO_WORKER));
    return series.of(history, HistoryOf.worker(miner.toString(), worker.name()), clock.instant());
  }

  /** What it did, by time, latest first. */
  @GET
  @Path("/{address}/hashrate")
  public Page<PointView> hashrate(
      @PathParam("address") String text, @BeanParam SeriesQuery series) {
    return series.of(history, HistoryOf.miner(address(text).toString()), clock.instant());
  }

  /** What it earned, by day, latest first. */
  @GET
  @Path("/{address}/earnings")
  public Page<EarningView> earnings(@PathParam("address") String text, @BeanParam ListQuery list) {
    Range range = list.range();
    return Page.of(
        reports.earnings(address(text), range.from(), ListQuery.end(range), range.limit()),
        list.limit(),
        earning -> earning.day().atStartOfDay(ZoneOffset.UTC).toEpochSecond(),
        EarningView::of);
  }

  /** What it was paid, latest first. */
  @GET
  @Path("/{address}/payments")
  public Page<PaymentView> payments(@PathParam("address") String text, @BeanParam ListQuery list) {
    return Page.of(
        reports.payments(address(text), list.range()),
        list.limit(),
        payment -> payment.id(),
        PaymentView::of);
  }

  /** The same as a table. */
  @GET
  @Path("/{address}/payments.csv")
  @Produces(Csv.TYPE)
  public String paymentsTable(@PathParam("address") String text, @BeanParam TableQuery table) {
    Csv csv = new Csv("at", "txid", "status", "amount", "network_fee", "payees");
    reports.payments(address(text), table.range()).stream()
        .map(PaymentView::of)
        .forEach(
            payment ->
                csv.row(
                    SnakeCase.time(payment.at()),
                    payment.txid() == null ? "" : payment.txid(),
                    payment.status(),
                    payment.value().amount(),
                    payment.networkFee() == null ? "" : payment.networkFee().amount(),
                    payment.payees()));
    return csv.toString();
  }

  /** Its parts in rewards, latest block first. */
  @GET
  @Path("/{address}/rewards")
  public Page<MinerRewardView> rewards(
      @PathParam("address") String text, @BeanParam ListQuery list) {
    return Page.of(
        reports.rewards(address(text), list.range()),
        list.limit(),
        reward -> reward.block().id(),
        reward -> MinerRewardView.of(reward, chain));
  }

  /** The same as a table. */
  @GET
  @Path("/{address}/rewards.csv")
  @Produces(Csv.TYPE)
  public String rewardsTable(@PathParam("address") String text, @BeanParam TableQuery table) {
    Csv csv =
        new Csv("found_at", "height", "block", "scheme", "status", "amount", "work", "total_work");
    reports.rewards(address(text), table.range()).stream()
        .map(reward -> MinerRewardView.of(reward, chain))
        .forEach(
            reward ->
                csv.row(
                    SnakeCase.time(reward.foundAt()),
                    reward.height(),
                    reward.block(),
                    reward.scheme(),
                    reward.status(),
                    reward.value().amount(),
                    reward.work(),
                    reward.totalWork()));
    return csv.toString();
  }

  /** Every movement of its money, from the books, latest first. */
  @GET
  @Path("/{address}/ledger")
  public Page<MovementView> ledger(@PathParam("address") String text, @BeanParam ListQuery list) {
    return Page.of(
        reports.movements(address(text), list.range()),
        list.limit(),
        movement -> movement.event(),
        MovementView::of);
  }

  /** The same as a table. */
  @GET
  @Path("/{address}/ledger.csv")
  @Produces(Csv.TYPE)
  public String ledgerTable(@PathParam("address") String text, @BeanParam TableQuery table) {
    Csv csv = new Csv("at", "kind", "reference", "immature", "payable", "reserved", "paid");
    reports.movements(address(text), table.range()).stream()
        .map(MovementView::of)
        .forEach(
            movement ->
                csv.row(
                    SnakeCase.time(movement.at()),
                    movement.kind(),
                    movement.reference(),
                    movement.immature().amount(),
                    movement.payable().amount(),
                    movement.reserved().amount(),
                    movement.paid().amount()));
    return csv.toString();
  }

  private Address address(String text) {
    return Inputs.address(text, config.chain().network());
  }
}
