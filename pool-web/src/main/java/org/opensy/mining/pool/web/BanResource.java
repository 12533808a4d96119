package org.opensy.mining.pool.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import org.opensy.mining.pool.act.ActAnswer;
import org.opensy.mining.pool.act.OperatorActs;
import org.opensy.mining.pool.ban.AllowedSubnetException;
import org.opensy.mining.pool.ban.Ban;
import org.opensy.mining.pool.protection.BanService;
import org.opensy.mining.stratum.api.Subnet;

/**
 * What operators do about those who misbehave. Bans and their lifting are acts, see {@link
 * OperatorActs}; whose act it was goes to all instances with the ban.
 */
@Path("/admin/bans")
@RequestScoped
@OnRecord
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class BanResource {
  private final BanService service;
  private final OperatorActs acts;

  /** For the container's proxy. */
  protected BanResource() {
    this(null, null);
  }

  @Inject
  public BanResource(BanService service, OperatorActs acts) {
    this.service = service;
    this.acts = acts;
  }

  /**
   * Whom to keep out.
   *
   * @param subnet an address, or a subnet in the notation of CIDR
   * @param seconds for how long
   * @param reason for people
   */
  public record BanRequest(String subnet, Long seconds, String reason) {}

  /**
   * The bans in force, latest first.
   *
   * @param hitting an address or subnet: only bans that hit all of it; empty for all bans
   */
  @GET
  @RolesAllowed({Roles.OPERATOR, Roles.TREASURER, Roles.ADMIN})
  public Page<BanView> bans(
      @QueryParam("limit") @DefaultValue("20") String limit,
      @QueryParam("hitting") @DefaultValue("") String hitting) {
    int most = ListQuery.limit(limit);
    List<Ban> bans = service.list();
    if (!hitting.isEmpty()) {
      Subnet wanted = Inputs.subnet(hitting, "hitting");
      bans = bans.stream().filter(ban -> ban.subnet().contains(wanted)).toList();
    }
    return Page.whole(bans.stream().limit(most).map(BanView::of).toList());
  }

  /** Bans a subnet, in place of any ban that this subnet has. */
  @POST
  public Response ban(BanRequest request, @Context ContainerRequestContext call) {
    Subnet subnet = Inputs.subnet(Inputs.body(request).subnet(), "subnet");
    Duration duration = Inputs.seconds(request.seconds(), "seconds");
    String reason = Inputs.text(request.reason(), "reason");
    return OperatorCall.in(call)
        .perform(
            acts,
            (transaction, who) -> {
              try {
                return banned(service.ban(subnet, duration, reason, who));
              } catch (AllowedSubnetException allowed) {
                return new ActAnswer(409, allowed.getMessage());
              }
            });
  }

  private static ActAnswer banned(Ban ban) {
    return new ActAnswer(201, SnakeCase.JSON.toJson(BanView.of(ban)));
  }

  /** Lifts the ban of exactly that subnet. */
  @DELETE
  public Response lift(@QueryParam("subnet") String text, @Context ContainerRequestContext call) {
    Subnet subnet = Inputs.subnet(text, "subnet");
    return OperatorCall.in(call)
        .perform(
            acts,
            (transaction, who) ->
                service.lift(subnet, who)
                    ? ActAnswer.DONE
                    : new ActAnswer(404, "There is no ban of exactly this subnet."));
  }
}
