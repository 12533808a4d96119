package org.opensy.mining.pool.web;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Consumer;
import org.opensy.mining.pool.signin.SignIn;
import org.opensy.mining.pool.web.http.HttpAdmissionFilter;
import org.opensy.mining.pool.web.http.WrongTokens;

/** Where a secret is exchanged for a token. */
@Path("/auth")
@RequestScoped
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
public class AuthResource {
  private final SignIn signIn;
  private final Consumer<InetAddress> wrongSecrets;

  /** For the container's proxy. */
  protected AuthResource() {
    this((SignIn) null, (Consumer<InetAddress>) null);
  }

  @Inject
  public AuthResource(SignIn signIn, WrongTokens wrongTokens) {
    this(signIn, wrongTokens::shownBy);
  }

  AuthResource(SignIn signIn, Consumer<InetAddress> wrongSecrets) {
    this.signIn = signIn;
    this.wrongSecrets = wrongSecrets;
  }

  /**
   * What is exchanged.
   *
   * @param secret an API key or the bootstrap secret
   */
  public record TokenRequest(String secret) {}

  /**
   * A token, with the members of RFC 6749.
   *
   * @param accessToken a JSON Web Token
   * @param tokenType how it is shown
   * @param expiresIn seconds
   */
  public record TokenAnswer(String accessToken, String tokenType, long expiresIn) {

    static TokenAnswer of(String token, SignIn signIn) {
      return new TokenAnswer(token, "Bearer", signIn.life().toSeconds());
    }
  }

  /** A short token for an API key or the bootstrap secret. */
  @POST
  @Path("/token")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response token(
      TokenRequest request,
      @HeaderParam("X-API-Key") String key,
      @Context ContainerRequestContext call) {
    if (!signIn.isOpen()) {
      return SignInProblems.foreignIssuer();
    }
    String secret = request == null ? null : request.secret();
    if (secret != null && key != null) {
      throw new BadRequestException("The secret is in X-API-Key or in the body, not in both.");
    }
    String shown = secret == null ? key : secret;
    if (shown == null || shown.isEmpty()) {
      return SignInProblems.secretMissing();
    }
    Optional<String> token = signIn.exchange(shown);
    if (token.isEmpty()) {
      if (call.getProperty(HttpAdmissionFilter.CLIENT) instanceof InetAddress client) {
        wrongSecrets.accept(client);
      }
      return SignInProblems.secretWrong();
    }
    return Response.ok(TokenAnswer.of(token.get(), signIn)).build();
  }

  /** The keys that verify the pool's tokens, as a JSON Web Key Set. */
  @GET
  @Path("/jwks.json")
  public String keys() {
    return signIn.publicKeys();
  }
}
