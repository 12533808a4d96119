package org.opensy.mining.pool.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import org.opensy.mining.pool.act.ActAnswer;
import org.opensy.mining.pool.act.OperatorAct;
import org.opensy.mining.pool.act.OperatorActs;
import org.opensy.mining.pool.audit.AuditReport;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.chain.TransactionId;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.payout.MinimumPayout;
import org.opensy.mining.pool.payout.Payouts;
import org.opensy.mining.pool.payout.SetAside;
import org.opensy.mining.pool.settlement.Halts;
import org.opensy.mining.pool.sql.Transaction;
import org.opensy.mining.pool.treasury.OperatorActions;

/**
 * What operators do with the pool's money. Each call that changes something is an act ({@link
 * OperatorActs}) of a treasurer's; it may name itself in {@code Idempotency-Key}.
 */
@Path("/admin")
@RequestScoped
@OnRecord
@RolesAllowed(Roles.TREASURER)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AdminResource {
  private final OperatorActions actions;
  private final OperatorActs acts;
  private final Network network;
  private final Amount minimum;

  /** For the container's proxy. */
  protected AdminResource() {
    this(null, null, null, null);
  }

  @Inject
  public AdminResource(OperatorActions actions, OperatorActs acts, PoolConfig config) {
    this(actions, acts, config.chain().network(), config.payout().terms().minimum());
  }

  AdminResource(OperatorActions actions, OperatorActs acts, Network network, Amount minimum) {
    this.actions = actions;
    this.acts = acts;
    this.network = network;
    this.minimum = minimum;
  }

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

  /** What a call takes that needs to be told nothing: an empty object, or no body at all. */
  public record Nothing() {}

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
  @RolesAllowed({Roles.OPERATOR, Roles.TREASURER, Roles.ADMIN})
  @Path("/audit")
  public AuditReport audit() {
    return actions.audit();
  }

  /** An audit is too much work for an answer without a body. */
  @HEAD
  @RolesAllowed({Roles.OPERATOR, Roles.TREASURER, Roles.ADMIN})
  @Path("/audit")
  public Response auditWithoutBody() {
    return Response.ok().build();
  }

  /** What operators did, newest first. */
  @GET
  @RolesAllowed({Roles.OPERATOR, Roles.TREASURER, Roles.ADMIN})
  @Path("/acts")
  public Page<ActView> acts(
      @QueryParam("limit") @DefaultValue("20") String limit, @QueryParam("cursor") String cursor) {
    int most = ListQuery.limit(limit);
    return Page.of(
        acts.latest(ListQuery.before(cursor), most + 1), most, OperatorAct::id, ActView::of);
  }

  /** What stops payouts. */
  @GET
  @RolesAllowed({Roles.OPERATOR, Roles.TREASURER, Roles.ADMIN})
  @Path("/halts")
  public List<Halts.Halt> halts() {
    return actions.halts();
  }

  /** Stops payouts. */
  @POST
  @Path("/halts")
  public Response halt(HaltRequest request, @Context ContainerRequestContext call) {
    String reason = Inputs.text(Inputs.body(request).reason(), "reason");
    return perform(
        call,
        (transaction, who) -> {
          actions.halt(transaction, reason, who);
          return ActAnswer.DONE;
        });
  }

  /** Lifts a halt. */
  @DELETE
  @Path("/halts/{cause}")
  public Response lift(@PathParam("cause") String cause, @Context ContainerRequestContext call) {
    String named = Inputs.text(cause, "cause");
    return perform(
        call,
        (transaction, who) ->
            actions.lift(transaction, named, who)
                ? ActAnswer.DONE
                : new ActAnswer(404, "There is no open halt of this cause."));
  }

  /** The latest payouts. */
  @GET
  @RolesAllowed({Roles.OPERATOR, Roles.TREASURER, Roles.ADMIN})
  @Path("/payouts")
  public Page<PayoutView> payouts(@QueryParam("limit") @DefaultValue("20") String limit) {
    int most = ListQuery.limit(limit);
    return Page.whole(actions.payouts(most).stream().map(PayoutView::of).toList());
  }

  /** Pays whoever is due, now. */
  @POST
  @Path("/payouts")
  public Response pay(Nothing nothing, @Context ContainerRequestContext call) {
    return perform(call, (transaction, who) -> result(actions.payNow()));
  }

  /** Decides on a payout under review. */
  @POST
  @Path("/payouts/{reference}/resolution")
  public Response resolve(
      @PathParam("reference") String reference,
      Resolution resolution,
      @Context ContainerRequestContext call) {
    String decision = Inputs.text(Inputs.body(resolution).decision(), "decision");
    return switch (decision) {
      case "sent" -> {
        TransactionId txid = txid(resolution.txid());
        yield resolve(
            call,
            reference,
            decision,
            (transaction, who) -> actions.resolveAsSent(transaction, reference, txid));
      }
      case "not_sent" ->
          resolve(
              call,
              reference,
              decision,
              (transaction, who) -> actions.resolveAsNotSent(transaction, reference, who));
      default -> throw new BadRequestException("decision is sent or not_sent");
    };
  }

  private Response resolve(
      ContainerRequestContext call,
      String reference,
      String decision,
      BiFunction<Transaction, String, Optional<String>> resolution) {
    return perform(
        call,
        (transaction, who) -> {
          if (Payouts.find(transaction, reference).isEmpty()) {
            return new ActAnswer(404, "There is no payout of this reference.");
          }
          return resolution
              .apply(transaction, who)
              .map(obstacle -> new ActAnswer(409, obstacle))
              .orElseGet(() -> result(decision));
        });
  }

  /** Has the operator bear a matured block that is lost. */
  @POST
  @Path("/blocks/{hash}/write-off")
  public Response writeOff(
      @PathParam("hash") String hash, Nothing nothing, @Context ContainerRequestContext call) {
    BlockHash block = Inputs.blockHash(hash);
    return perform(
        call,
        (transaction, who) ->
            actions.writeOff(transaction, block, who)
                ? result("written off")
                : new ActAnswer(404, "No lost block has this hash."));
  }

  /** Books money that the operator has put into the wallet. */
  @POST
  @Path("/funding")
  public Response fund(Funding funding, @Context ContainerRequestContext call) {
    TransactionId txid = txid(Inputs.body(funding).txid());
    Amount amount = Inputs.positiveAmount(funding.amount());
    return perform(
        call,
        (transaction, who) ->
            actions
                .funded(transaction, txid, amount, who)
                .map(obstacle -> new ActAnswer(409, obstacle))
                .orElseGet(() -> result("booked")));
  }

  /** Takes a wrong booking of {@link #fund} back by a counter-entry. */
  @POST
  @Path("/funding/{txid}/reversal")
  public Response reverse(
      @PathParam("txid") String txid, Reversal reversal, @Context ContainerRequestContext call) {
    TransactionId booked = txid(txid);
    String reason = Inputs.text(Inputs.body(reversal).reason(), "reason");
    return perform(
        call,
        (transaction, who) ->
            actions.reverseFunding(transaction, booked, reason, who)
                ? result("reversed")
                : new ActAnswer(404, "That transaction is not booked."));
  }

  /** Miners whose payment the node refuses. */
  @GET
  @RolesAllowed({Roles.OPERATOR, Roles.TREASURER, Roles.ADMIN})
  @Path("/payees-set-aside")
  public List<SetAside.Payee> setAside() {
    return actions.setAside();
  }

  /** How a miner's minimum payout changed, and by whom. */
  @GET
  @RolesAllowed({Roles.OPERATOR, Roles.TREASURER, Roles.ADMIN})
  @Path("/miners/{address}/minimum-payout")
  public Page<MinimumChange> minimums(
      @PathParam("address") String address, @QueryParam("limit") @DefaultValue("20") String limit) {
    int most = ListQuery.limit(limit);
    return Page.whole(
        actions.minimumPayoutChanges(Inputs.address(address, network), most).stream()
            .map(MinimumChange::of)
            .toList());
  }

  /** Sets a miner's own minimum payout. */
  @PUT
  @Path("/miners/{address}/minimum-payout")
  public Response minimum(
      @PathParam("address") String address, Minimum own, @Context ContainerRequestContext call) {
    Address miner = Inputs.address(address, network);
    Optional<Amount> wanted =
        Optional.ofNullable(Inputs.body(own).minimum())
            .filter(text -> !text.isBlank())
            .map(Inputs::positiveAmount);
    if (wanted.isPresent() && wanted.get().compareTo(minimum) < 0) {
      throw new BadRequestException(
          "The pool's minimum is " + minimum + ", a miner's own is above it.");
    }
    return perform(
        call,
        (transaction, who) ->
            actions.minimumPayout(transaction, miner, wanted, who)
                ? ActAnswer.DONE
                : new ActAnswer(404, "Nobody has mined with this address."));
  }

  private Response perform(
      ContainerRequestContext call, BiFunction<Transaction, String, ActAnswer> act) {
    return OperatorCall.in(call).perform(acts, act);
  }

  private static ActAnswer result(String words) {
    return new ActAnswer(200, Json.createObjectBuilder().add("result", words).build().toString());
  }

  private static TransactionId txid(String text) {
    return Inputs.transactionId(Inputs.text(text, "txid"));
  }
}
