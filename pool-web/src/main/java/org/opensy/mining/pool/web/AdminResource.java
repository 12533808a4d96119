package org.opensy.mining.pool.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.opensy.mining.pool.audit.AuditReport;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.chain.TransactionId;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.payout.MinimumPayout;
import org.opensy.mining.pool.payout.SetAside;
import org.opensy.mining.pool.settlement.Halts;
import org.opensy.mining.pool.treasury.NotElectedException;
import org.opensy.mining.pool.treasury.OperatorActions;

/**
 * What operators do with the pool's money. Each call may name the person in {@code X-Operator}; the
 * name goes to the log and the books.
 */
@Path("/admin")
@RequestScoped
@OperatorsOnly
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AdminResource {
  private static final String OPERATOR = "X-Operator";
  private static final String ANONYMOUS = "operator";

  private final OperatorActions actions;
  private final Network network;
  private final Amount minimum;

  /** For the container's proxy. */
  protected AdminResource() {
    this(null, null, null);
  }

  @Inject
  public AdminResource(OperatorActions actions, PoolConfig config) {
    this(actions, config.chain().network(), config.payout().terms().minimum());
  }

  AdminResource(OperatorActions actions, Network network, Amount minimum) {
    this.actions = actions;
    this.network = network;
    this.minimum = minimum;
  }

  /**
   * What came of an action.
   *
   * @param result in words
   */
  public record ActionResult(String result) {}

  /**
   * Why payouts are to stop.
   *
   * @param reason for whoever lifts the halt
   */
  public record HaltRequest(String reason) {}

  /**
   * What became of a payout under review.
   *
   * @param decision {@code sent} or {@code not_sent}
   * @param txid the transaction, for {@code sent}
   */
  public record Resolution(String decision, String txid) {}

  /**
   * Money that the operator put in.
   *
   * @param txid the transaction that brought it into the pool's wallet
   * @param amount in SYL
   */
  public record Funding(String txid, String amount) {}

  /**
   * Why a booking is taken back.
   *
   * @param reason for the books
   */
  public record Reversal(String reason) {}

  /**
   * A miner's own minimum payout.
   *
   * @param minimum in SYL; empty or missing for the pool's
   */
  public record Minimum(String minimum) {}

  /**
   * A change of a miner's own minimum payout.
   *
   * @param at ISO 8601, UTC
   * @param minimum in SYL, as text; empty for the pool's
   * @param source password, signature or operator
   * @param saidBy worker and network address of who logged in, or the operator's name
   */
  public record MinimumChange(String at, String minimum, String source, String saidBy) {

    static MinimumChange of(MinimumPayout.Change change) {
      return new MinimumChange(
          change.at().toString(),
          change.wish().minimum().map(Amount::toString).orElse(""),
          change.wish().source().name().toLowerCase(Locale.ROOT),
          change.wish().saidBy());
    }
  }

  /** Recomputes all balances and splits and compares them with node and wallet. */
  @GET
  @Path("/audit")
  public AuditReport audit() {
    return actions.audit();
  }

  /** What stops payouts. */
  @GET
  @Path("/halts")
  public List<Halts.Halt> halts() {
    return actions.halts();
  }

  /** Stops payouts. */
  @POST
  @Path("/halts")
  public Response halt(
      HaltRequest request, @HeaderParam(OPERATOR) @DefaultValue(ANONYMOUS) String operator) {
    actions.halt(Inputs.text(request == null ? null : request.reason(), "reason"), who(operator));
    return Response.noContent().build();
  }

  /** Lifts a halt. */
  @DELETE
  @Path("/halts/{cause}")
  public Response lift(
      @PathParam("cause") String cause,
      @HeaderParam(OPERATOR) @DefaultValue(ANONYMOUS) String operator) {
    if (!actions.lift(cause, who(operator))) {
      throw new NotFoundException("There is no open halt of this cause.");
    }
    return Response.noContent().build();
  }

  /** The latest payouts. */
  @GET
  @Path("/payouts")
  public Page<PayoutView> payouts(@QueryParam("limit") @DefaultValue("20") String limit) {
    int most = Page.limit(limit);
    return new Page<>(actions.payouts(most).stream().map(PayoutView::of).toList(), most);
  }

  /** Pays whoever is due, now. */
  @POST
  @Path("/payouts")
  public ActionResult pay(@HeaderParam(OPERATOR) @DefaultValue(ANONYMOUS) String operator) {
    return new ActionResult(ifElected(() -> actions.payNow(who(operator))));
  }

  /** Decides on a payout under review. */
  @POST
  @Path("/payouts/{reference}/resolution")
  public ActionResult resolve(
      @PathParam("reference") String reference,
      Resolution resolution,
      @HeaderParam(OPERATOR) @DefaultValue(ANONYMOUS) String operator) {
    String decision = Inputs.text(resolution == null ? null : resolution.decision(), "decision");
    Optional<String> obstacle =
        switch (decision) {
          case "sent" -> {
            TransactionId txid = txid(resolution.txid());
            yield ifElected(() -> actions.resolveAsSent(reference, txid, who(operator)));
          }
          case "not_sent" -> ifElected(() -> actions.resolveAsNotSent(reference, who(operator)));
          default -> throw new BadRequestException("decision is sent or not_sent");
        };
    if (obstacle.isPresent()) {
      throw new ClientErrorException(obstacle.get(), Response.Status.CONFLICT);
    }
    return new ActionResult(decision);
  }

  /** Has the operator bear a matured block that is lost. */
  @POST
  @Path("/blocks/{hash}/write-off")
  public ActionResult writeOff(
      @PathParam("hash") String hash,
      @HeaderParam(OPERATOR) @DefaultValue(ANONYMOUS) String operator) {
    if (!ifElected(() -> actions.writeOff(Inputs.blockHash(hash), who(operator)))) {
      throw new NotFoundException("No lost block has this hash.");
    }
    return new ActionResult("written off");
  }

  /** Books money that the operator has put into the wallet. */
  @POST
  @Path("/funding")
  public ActionResult fund(
      Funding funding, @HeaderParam(OPERATOR) @DefaultValue(ANONYMOUS) String operator) {
    TransactionId txid = txid(funding == null ? null : funding.txid());
    Amount amount = Inputs.positiveAmount(funding.amount());
    Optional<String> obstacle = ifElected(() -> actions.funded(txid, amount, who(operator)));
    if (obstacle.isPresent()) {
      throw new ClientErrorException(obstacle.get(), Response.Status.CONFLICT);
    }
    return new ActionResult("booked");
  }

  /** Takes a wrong booking of {@link #fund} back by a counter-entry. */
  @POST
  @Path("/funding/{txid}/reversal")
  public ActionResult reverse(
      @PathParam("txid") String txid,
      Reversal reversal,
      @HeaderParam(OPERATOR) @DefaultValue(ANONYMOUS) String operator) {
    TransactionId booked = txid(txid);
    String reason = Inputs.text(reversal == null ? null : reversal.reason(), "reason");
    if (!ifElected(() -> actions.reverseFunding(booked, reason, who(operator)))) {
      throw new NotFoundException("That transaction is not booked.");
    }
    return new ActionResult("reversed");
  }

  /** Miners whose payment the node refuses. */
  @GET
  @Path("/payees-set-aside")
  public List<SetAside.Payee> setAside() {
    return actions.setAside();
  }

  /** How a miner's minimum payout changed, and by whom. */
  @GET
  @Path("/miners/{address}/minimum-payout")
  public Page<MinimumChange> minimums(
      @PathParam("address") String address, @QueryParam("limit") @DefaultValue("20") String limit) {
    int most = Page.limit(limit);
    return new Page<>(
        actions.minimumPayoutChanges(Inputs.address(address, network), most).stream()
            .map(MinimumChange::of)
            .toList(),
        most);
  }

  /** Sets a miner's own minimum payout. */
  @PUT
  @Path("/miners/{address}/minimum-payout")
  public Response minimum(
      @PathParam("address") String address,
      Minimum own,
      @HeaderParam(OPERATOR) @DefaultValue(ANONYMOUS) String operator) {
    Address miner = Inputs.address(address, network);
    Optional<Amount> wanted =
        Optional.ofNullable(own)
            .map(Minimum::minimum)
            .filter(text -> !text.isBlank())
            .map(Inputs::positiveAmount);
    if (wanted.isPresent() && wanted.get().compareTo(minimum) < 0) {
      throw new BadRequestException(
          "The pool's minimum is " + minimum + ", a miner's own is above it.");
    }
    if (!actions.minimumPayout(miner, wanted, who(operator))) {
      throw new NotFoundException("Nobody has mined with this address.");
    }
    return Response.noContent().build();
  }

  private static String who(String operator) {
    return Inputs.text(operator, OPERATOR);
  }

  private static TransactionId txid(String text) {
    return Inputs.transactionId(Inputs.text(text, "txid"));
  }

  private static <T> T ifElected(Supplier<T> work) {
    try {
      return work.get();
    } catch (NotElectedException elsewhere) {
      throw new ClientErrorException(
          "Another instance of the pool moves the money now.", Response.Status.CONFLICT, elsewhere);
    }
  }
}
