package org.opensy.mining.pool.web;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.config.PayoutSettings;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.owner.OwnerSettings;
import org.opensy.mining.pool.ownership.Ownership;
import org.opensy.mining.pool.signin.OwnerSignIn;
import org.opensy.mining.pool.signin.SignIn;

/**
 * What the owner of an address may do: prove to be that, and decide on the miner's settings. Its
 * path is that of {@link MinerResource}: a longer one would take all that is below from that.
 */
@Path("/miners")
@RequestScoped
@RolesAllowed(Roles.MINER)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class OwnerResource {
  private static final String NOBODY = "Nobody has mined with this address.";
  private static final int LONGEST_LINE = 500;
  private static final String OF_THE_POOL = "pool";

  private final OwnerSignIn ownerSignIn;
  private final SignIn signIn;
  private final OwnerSettings settings;
  private final PoolConfig config;

  /** For the container's proxy. */
  protected OwnerResource() {
    this(null, null, null, null);
  }

  @Inject
  public OwnerResource(
      OwnerSignIn ownerSignIn, SignIn signIn, OwnerSettings settings, PoolConfig config) {
    this.ownerSignIn = ownerSignIn;
    this.signIn = signIn;
    this.settings = settings;
    this.config = config;
  }

  /**
   * A challenge that was signed.
   *
   * @param message the challenge's
   * @param signature see {@link Ownership}
   */
  public record ProofRequest(String message, String signature) {}

  /**
   * What is to count from now on; all of it is said each time.
   *
   * @param minimumPayout a number of SYL; {@value #OF_THE_POOL} for the pool's
   * @param isListed whether the miner may be among the pool's largest
   * @param hidesWorkers whether the names of its machines are hidden
   */
  public record SettingsRequest(String minimumPayout, Boolean isListed, Boolean hidesWorkers) {}

  /**
   * What counts.
   *
   * @param minimumPayout from which balance the miner is paid, and whose word that is
   * @param isListed whether the miner may be among the pool's largest
   * @param hidesWorkers whether the names of its machines are hidden
   */
  public record SettingsView(
      MinerView.Minimum minimumPayout, boolean isListed, boolean hidesWorkers) {

    static SettingsView of(OwnerSettings.Present present, PayoutSettings.Terms terms) {
      return new SettingsView(
          MinerView.Minimum.of(present.minimumPayout(), terms),
          present.privacy().isListed(),
          present.privacy().hidesWorkers());
    }
  }

  /** A line for the owner of the address to sign. */
  @POST
  @Path("/{address}/challenge")
  @PermitAll
  public Response challenge(@PathParam("address") String text) {
    Address owner = address(text);
    return signIn.isOpen()
        ? Response.ok(ChallengeView.of(ownerSignIn, ownerSignIn.challenge(owner))).build()
        : SignInProblems.foreignIssuer();
  }

  /** A short token for whoever has signed such a line. */
  @POST
  @Path("/{address}/token")
  @PermitAll
  public Response token(@PathParam("address") String text, ProofRequest request) {
    Address owner = address(text);
    ProofRequest proof = Inputs.body(request);
    String line = bounded(proof.message(), "message", LONGEST_LINE);
    String signature = bounded(proof.signature(), "signature", Ownership.LONGEST);
    if (!signIn.isOpen()) {
      return SignInProblems.foreignIssuer();
    }
    OwnerSignIn.Outcome outcome = ownerSignIn.signIn(owner, line, signature);
    return outcome
        .refusal()
        .map(SignInProblems::notSigned)
        .orElseGet(
            () ->
                Response.ok(AuthResource.TokenAnswer.of(outcome.token().orElseThrow(), signIn))
                    .build());
  }

  /** What counts now. */
  @GET
  @Path("/{address}/settings")
  public SettingsView settings(@PathParam("address") String text) {
    return view(settings.of(address(text)));
  }

  /** Changes what counts; nothing that a login says changes it again. */
  @PUT
  @Path("/{address}/settings")
  public SettingsView change(@PathParam("address") String text, SettingsRequest request) {
    SettingsRequest wanted = Inputs.body(request);
    if (wanted.minimumPayout() == null
        || wanted.isListed() == null
        || wanted.hidesWorkers() == null) {
      throw new BadRequestException(
          "There are minimum_payout, an amount or pool, and is_listed and hides_workers, true or"
              + " false.");
    }
    return view(
        settings.set(
            address(text),
            Optional.of(wanted.minimumPayout())
                .filter(amount -> !amount.equals(OF_THE_POOL))
                .map(Inputs::positiveAmount),
            new OwnerSettings.Privacy(wanted.isListed(), wanted.hidesWorkers())));
  }

  private SettingsView view(Optional<OwnerSettings.Present> present) {
    return present
        .map(found -> SettingsView.of(found, config.payout().terms()))
        .orElseThrow(() -> new NotFoundException(NOBODY));
  }

  private static String bounded(String text, String name, int longest) {
    if (text == null || text.isEmpty() || text.length() > longest) {
      throw new BadRequestException(name + " is a text of 1 to " + longest + " characters");
    }
    return text;
  }

  private Address address(String text) {
    return Inputs.address(text, config.chain().network());
  }
}
