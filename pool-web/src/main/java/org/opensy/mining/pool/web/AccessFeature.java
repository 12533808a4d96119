package org.opensy.mining.pool.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.web.http.WrongTokens;
import org.opensy.mining.pool.web.token.TokenRules;

/**
 * Puts an {@link AccessFilter} before each resource method. One that is neither public
 * ({@code @PermitAll}) nor for roles ({@code @RolesAllowed}) is for nobody. The two listeners have
 * a container of resources each, which share this. Thread-safe.
 */
@Provider
@ApplicationScoped
public class AccessFeature implements DynamicFeature {
  private final AccessFilter.Checks checks;

  /** For the container's proxy. */
  protected AccessFeature() {
    this(null);
  }

  @Inject
  public AccessFeature(
      PoolConfig config, JsonWebToken token, InstantSource clock, WrongTokens wrongTokens) {
    this(
        new AccessFilter.Checks(
            request -> Optional.ofNullable(token.getRawToken()),
            new TokenRules(config.auth()),
            config.chain().network(),
            clock,
            wrongTokens::shownBy));
  }

  AccessFeature(AccessFilter.Checks checks) {
    this.checks = checks;
  }

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    context.register(
        new AccessFilter(
            checks, Roles.of(resource.getResourceClass(), resource.getResourceMethod())),
        Priorities.AUTHENTICATION);
  }
}
