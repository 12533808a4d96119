package org.opensy.mining.pool.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.opensy.mining.pool.act.ActAnswer;
import org.opensy.mining.pool.act.OperatorActs;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.stratum.ActiveMiners;
import org.opensy.mining.pool.stratum.JobBroadcast;
import org.opensy.mining.pool.stratum.OpenSession;
import org.opensy.mining.stratum.api.Subnet;

/**
 * Who is connected to this instance. To send a miner away is an act, see {@link OperatorActs}; to
 * keep it away is a ban.
 */
@Path("/admin/sessions")
@RequestScoped
@OnRecord
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SessionResource {
  private final ActiveMiners miners;
  private final LongConsumer dismissal;
  private final OperatorActs acts;
  private final Network network;

  /** For the container's proxy. */
  protected SessionResource() {
    this(null, (LongConsumer) null, null, null);
  }

  @Inject
  public SessionResource(
      ActiveMiners miners, JobBroadcast broadcast, OperatorActs acts, PoolConfig config) {
    this(miners, broadcast::dismiss, acts, config.chain().network());
  }

  SessionResource(ActiveMiners miners, LongConsumer dismissal, OperatorActs acts, Network network) {
    this.miners = miners;
    this.dismissal = dismissal;
    this.acts = acts;
    this.network = network;
  }

  /**
   * The sessions, latest first.
   *
   * @param miner only those of this miner's address; null for all
   * @param from only those from this address or subnet; null for all
   */
  @GET
  @RolesAllowed({Roles.OPERATOR, Roles.TREASURER, Roles.ADMIN})
  public Page<SessionView> sessions(
      @QueryParam("limit") @DefaultValue("20") String limit,
      @QueryParam("cursor") String cursor,
      @QueryParam("miner") String miner,
      @QueryParam("from") String from) {
    int most = ListQuery.limit(limit);
    List<OpenSession> found =
        miners.sessions(ofMiner(miner).and(from(from)), ListQuery.before(cursor), most + 1);
    return Page.of(found, most, OpenSession::id, SessionView::of);
  }

  private Predicate<OpenSession> ofMiner(String text) {
    if (text == null) {
      return session -> true;
    }
    String address = Inputs.address(text, network).toString();
    return session -> session.contributor().address().equals(address);
  }

  private static Predicate<OpenSession> from(String text) {
    if (text == null) {
      return session -> true;
    }
    Subnet subnet = Inputs.subnet(text, "from");
    return session -> subnet.contains(session.from());
  }

  /** Sends a miner away; it may come back at once. */
  @DELETE
  @Path("/{id}")
  public Response dismiss(@PathParam("id") String id, @Context ContainerRequestContext call) {
    long number = Inputs.number(id, "id");
    return OperatorCall.in(call)
        .perform(
            acts,
            (transaction, who) -> {
              if (miners.sessions(session -> session.id() == number, Long.MAX_VALUE, 1).isEmpty()) {
                return new ActAnswer(404, "There is no session of this number at this instance.");
              }
              dismissal.accept(number);
              return ActAnswer.DONE;
            });
  }
}
