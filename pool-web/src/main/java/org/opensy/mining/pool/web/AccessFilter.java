package org.opensy.mining.pool.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.opensy.mining.pool.auth.Role;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.web.http.HttpAdmissionFilter;
import org.opensy.mining.pool.web.token.Claims;
import org.opensy.mining.pool.web.token.SignedIn;
import org.opensy.mining.pool.web.token.TokenRules;
import org.opensy.mining.pool.web.token.Verdict;

/**
 * Decides who may call a resource method; see {@link AccessFeature}. The server has checked the
 * signature of a token that gets here; all else is checked again. Thread-safe.
 */
final class AccessFilter implements ContainerRequestFilter {
  private static final String PROPERTY = SignedIn.class.getName();

  private final Checks checks;
  private final Roles.Access access;

  /**
   * What is asked of a token.
   *
   * @param tokens the way to a request's, whose signature the server has checked
   * @param rules for its claims
   * @param network of miners' addresses
   * @param clock now
   * @param wrongTokens hears of clients whose token is refused
   */
  record Checks(
      Function<ContainerRequestContext, Optional<String>> tokens,
      TokenRules rules,
      Network network,
      InstantSource clock,
      Consumer<InetAddress> wrongTokens) {}

  /** For a method that these may call. */
  AccessFilter(Checks checks, Roles.Access access) {
    this.checks = checks;
    this.access = access;
  }

  /** Whoever has signed in for a request. */
  static Optional<SignedIn> signedIn(ContainerRequestContext request) {
    return Optional.ofNullable((SignedIn) request.getProperty(PROPERTY));
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (access.isPublic()) {
      return;
    }
    Optional<String> token = checks.tokens().apply(request);
    if (token.isEmpty()) {
      request.abortWith(SignInProblems.missing());
      return;
    }
    Verdict verdict =
        Claims.of(token.get())
            .map(claims -> checks.rules().judge(claims, checks.clock().instant()))
            .orElse(new Verdict.Refused("token_invalid", "The token is none."));
    if (verdict instanceof Verdict.Refused refused) {
      tell(request, refused);
    } else if (verdict instanceof Verdict.Taken taken) {
      let(request, access.roles(), taken.somebody());
    }
  }

  private void tell(ContainerRequestContext request, Verdict.Refused refused) {
    if (!refused.code().equals(SignInProblems.EXPIRED)
        && request.getProperty(HttpAdmissionFilter.CLIENT) instanceof InetAddress client) {
      checks.wrongTokens().accept(client);
    }
    request.abortWith(SignInProblems.invalid(refused.code(), refused.detail()));
  }

  private void let(ContainerRequestContext request, Set<Role> allowed, SignedIn somebody) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    roles.addAll(allowed);
    roles.retainAll(somebody.roles());
    if (roles.isEmpty()) {
      request.abortWith(SignInProblems.roleMissing(allowed));
    } else if (roles.equals(Set.of(Role.MINER)) && !isOwn(request, somebody)) {
      request.abortWith(SignInProblems.foreignAddress());
    } else {
      request.setProperty(PROPERTY, somebody);
      request.setSecurityContext(new SignedInContext(somebody, request.getSecurityContext()));
    }
  }

  /** Miners see what belongs to the address of their token, and nothing that belongs to none. */
  private boolean isOwn(ContainerRequestContext request, SignedIn somebody) {
    String address = request.getUriInfo().getPathParameters().getFirst("address");
    return address != null
        && somebody
            .address()
            .filter(own -> own.equals(Inputs.address(address, checks.network()).toString()))
            .isPresent();
  }
}
