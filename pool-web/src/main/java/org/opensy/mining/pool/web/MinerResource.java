package org.opensy.mining.pool.web;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.cluster.HashrateWindow;
import org.opensy.mining.pool.cluster.OnlineWorkers;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.report.MinerReports;
import org.opensy.mining.pool.report.MinerWorker;
import org.opensy.mining.pool.treasury.MoneyQueries;

/** What anybody may know of a miner: who knows the address may see its account. */
@Path("/miners")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class MinerResource {
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final Duration HOUR = Duration.ofHours(1);

  private final MoneyQueries money;
  private final MinerReports reports;
  private final HashrateWindow hashrates;
  private final OnlineWorkers online;
  private final ChainProgress chain;
  private final PoolConfig config;

  /** For the container's proxy. */
  protected MinerResource() {
    this(null, null, null, null, null, null);
  }

  @Inject
  public MinerResource(
      MoneyQueries money,
      MinerReports reports,
      HashrateWindow hashrates,
      OnlineWorkers online,
      ChainProgress chain,
      PoolConfig config) {
    this.money = money;
    this.reports = reports;
    this.hashrates = hashrates;
    this.online = online;
    this.chain = chain;
    this.config = config;
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

  /** Its machines, those that came last first. */
  @GET
  @Path("/{address}/workers")
  public Page<WorkerView> workers(
      @PathParam("address") String text,
      @QueryParam("limit") @DefaultValue("20") String limit,
      @QueryParam("cursor") String cursor) {
    Address miner = address(text);
    int most = ListQuery.limit(limit);
    List<MinerWorker> found = reports.workers(miner, ListQuery.before(cursor), most + 1);
    Optional<Set<String>> loggedIn =
        online.online(found.stream().map(worker -> login(miner, worker)).toList());
    return Page.of(found, most, MinerWorker::id, worker -> view(miner, worker, loggedIn));
  }

  /** A machine, by its name. */
  @GET
  @Path("/{address}/workers/{name}")
  public WorkerView worker(@PathParam("address") String text, @PathParam("name") String name) {
    Address miner = address(text);
    return reports
        .worker(miner, name)
        .map(worker -> view(miner, worker, online.online(Set.of(login(miner, worker)))))
        .orElseThrow(() -> new NotFoundException("This address has no worker of that name."));
  }

  private static WorkerView view(Address miner, MinerWorker worker, Optional<Set<String>> online) {
    return WorkerView.of(
        worker, online.map(known -> known.contains(login(miner, worker))).orElse(null));
  }

  private static String login(Address miner, MinerWorker worker) {
    return miner + "." + worker.name();
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
