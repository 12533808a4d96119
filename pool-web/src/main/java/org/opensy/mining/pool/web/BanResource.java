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
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.opensy.mining.pool.ban.AllowedSubnetException;
import org.opensy.mining.pool.ban.Ban;
import org.opensy.mining.pool.protection.BanService;
import org.opensy.mining.stratum.api.Subnet;

/**
 * What operators do about those who misbehave. Each call may name the person in {@code X-Operator};
 * the name goes to the log and, with a ban, to all instances.
 */
@Path("/admin/bans")
@RequestScoped
@OperatorsOnly
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class BanResource {
  private static final String OPERATOR = "X-Operator";
  private static final String ANONYMOUS = "operator";

  private final BanService service;

  /** For the container's proxy. */
  protected BanResource() {
    this(null);
  }

  @Inject
  public BanResource(BanService service) {
    this.service = service;
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
  public Page<BanView> bans(
      @QueryParam("limit") @DefaultValue("20") String limit,
      @QueryParam("hitting") @DefaultValue("") String hitting) {
    int most = Page.limit(limit);
    List<Ban> bans = service.list();
    if (!hitting.isEmpty()) {
      Subnet wanted = Inputs.subnet(hitting, "hitting");
      bans = bans.stream().filter(ban -> ban.subnet().contains(wanted)).toList();
    }
    return new Page<>(bans.stream().limit(most).map(BanView::of).toList(), most);
  }

  /** Bans a subnet, in place of any ban that this subnet has. */
  @POST
  public Response ban(
      BanRequest request, @HeaderParam(OPERATOR) @DefaultValue(ANONYMOUS) String operator) {
    if (request == null) {
      throw new BadRequestException("a ban has subnet, seconds and reason");
    }
    try {
      Ban ban =
          service.ban(
              Inputs.subnet(request.subnet(), "subnet"),
              Inputs.seconds(request.seconds(), "seconds"),
              Inputs.text(request.reason(), "reason"),
              who(operator));
      return Response.status(Response.Status.CREATED).entity(BanView.of(ban)).build();
    } catch (AllowedSubnetException allowed) {
      throw new ClientErrorException(allowed.getMessage(), Response.Status.CONFLICT, allowed);
    }
  }

  /** Lifts the ban of exactly that subnet. */
  @DELETE
  public Response lift(
      @QueryParam("subnet") String subnet,
      @HeaderParam(OPERATOR) @DefaultValue(ANONYMOUS) String operator) {
    if (!service.lift(Inputs.subnet(subnet, "subnet"), who(operator))) {
      throw new NotFoundException("There is no ban of exactly this subnet.");
    }
    return Response.noContent().build();
  }

  /** An operator is no automaton, whatever the name. */
  private static String who(String operator) {
    String name = Inputs.text(operator, OPERATOR);
    if (name.equals(Ban.AUTOMATIC)) {
      throw new BadRequestException("X-Operator is a person's name");
    }
    return name;
  }
}
