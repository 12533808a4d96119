package org.opensy.mining.pool.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.StringReader;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.opensy.mining.pool.act.ActAnswer;
import org.opensy.mining.pool.act.OperatorActs;
import org.opensy.mining.pool.auth.Role;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.signin.ApiKey;
import org.opensy.mining.pool.signin.ApiKeySecret;
import org.opensy.mining.pool.signin.ApiKeys;

/** Gives API keys to others, and takes them back: acts, see {@link OperatorActs}. */
@Path("/admin/api-keys")
@RequestScoped
@OnRecord
@RolesAllowed(Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ApiKeyResource {
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9 ._@-]{0,63}";
  private static final long MOST_DAYS = 366;

  private final ApiKeys keys;
  private final OperatorActs acts;
  private final Network network;
  private final InstantSource clock;

  /** For the container's proxy. */
  protected ApiKeyResource() {
    this(null, null, (Network) null, null);
  }

  @Inject
  public ApiKeyResource(ApiKeys keys, OperatorActs acts, PoolConfig config, InstantSource clock) {
    this(keys, acts, config.chain().network(), clock);
  }

  ApiKeyResource(ApiKeys keys, OperatorActs acts, Network network, InstantSource clock) {
    this.keys = keys;
    this.acts = acts;
    this.network = network;
    this.clock = clock;
  }

  /**
   * A key that is wanted.
   *
   * @param name whose it will be
   * @param roles names of roles
   * @param address the miner's, for the role miner
   * @param days for how long it is good
   */
  public record KeyRequest(String name, List<String> roles, String address, Long days) {}

  /** All keys, newest first, those of no use any more among them. */
  @GET
  public Page<ApiKeyView> keys(
      @QueryParam("limit") @DefaultValue("20") String limit, @QueryParam("cursor") String cursor) {
    int most = ListQuery.limit(limit);
    return Page.of(
        keys.latest(ListQuery.before(cursor), most + 1), most, ApiKey::id, ApiKeyView::of);
  }

  /**
   * Makes a key. This answer alone has it, in the member {@code key}: neither the row of the act
   * nor the same answer to the same request again.
   */
  @POST
  public Response create(KeyRequest request, @Context ContainerRequestContext call) {
    ApiKey.Grant grant = grant(Inputs.body(request));
    ApiKeySecret secret = ApiKeySecret.random();
    AtomicReference<ApiKey> made = new AtomicReference<>();
    Response response =
        OperatorCall.in(call)
            .perform(
                acts,
                (transaction, who) -> {
                  made.set(keys.create(transaction, grant, secret, who));
                  return new ActAnswer(201, SnakeCase.JSON.toJson(ApiKeyView.of(made.get())));
                });
    return made.get() == null || response.getStatus() != 201
        ? response
        : withSecret(response, secret.text(made.get().id()));
  }

  private static Response withSecret(Response response, String secret) {
    try (JsonReader view = Json.createReader(new StringReader(response.getEntity().toString()))) {
      String all =
          Json.createObjectBuilder(view.readObject()).add("key", secret).build().toString();
      return Response.fromResponse(response).entity(all).build();
    }
  }

  /** Ends a key; tokens that it was exchanged for live on for their few minutes. */
  @DELETE
  @Path("/{id}")
  public Response revoke(@PathParam("id") String id, @Context ContainerRequestContext call) {
    long number = Inputs.number(id, "id");
    return OperatorCall.in(call)
        .perform(
            acts,
            (transaction, who) ->
                keys.revoke(transaction, number, who)
                    ? ActAnswer.DONE
                    : new ActAnswer(404, "There is no key of this number that is not revoked."));
  }

  private ApiKey.Grant grant(KeyRequest request) {
    String name = Inputs.text(request.name(), "name");
    if (!name.matches(NAME)) {
      throw new BadRequestException("name has up to 64 letters, digits, blanks and ._@-");
    }
    Set<Role> roles = roles(request.roles());
    Optional<String> address =
        Optional.ofNullable(request.address())
            .map(text -> Inputs.address(text, network).toString());
    if (roles.contains(Role.MINER) != address.isPresent()) {
      throw new BadRequestException("The role miner has an address, and no other one has.");
    }
    if (request.days() == null || request.days() < 1 || request.days() > MOST_DAYS) {
      throw new BadRequestException("days is a whole number from 1 to " + MOST_DAYS);
    }
    return new ApiKey.Grant(
        name, roles, address, clock.instant().plus(Duration.ofDays(request.days())));
  }

  private static Set<Role> roles(List<String> names) {
    if (names == null || names.isEmpty()) {
      throw new BadRequestException("roles is a list of at least one role");
    }
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String name : names) {
      roles.add(
          Role.of(name)
              .orElseThrow(
                  () -> new BadRequestException("roles are miner, operator, treasurer and admin")));
    }
    return roles;
  }
}
