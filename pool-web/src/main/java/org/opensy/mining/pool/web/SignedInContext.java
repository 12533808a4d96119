package org.opensy.mining.pool.web;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import org.opensy.mining.pool.auth.Role;
import org.opensy.mining.pool.web.token.SignedIn;

/**
 * Somebody who has signed in, for the server, which asks for the roles once more. Immutable.
 * Thread-safe.
 */
record SignedInContext(SignedIn somebody, boolean isSecure) implements SecurityContext {

  SignedInContext(SignedIn somebody, SecurityContext before) {
    this(somebody, before != null && before.isSecure());
  }

  @Override
  public Principal getUserPrincipal() {
    return somebody::who;
  }

  @Override
  public boolean isUserInRole(String name) {
    return Role.of(name).filter(somebody.roles()::contains).isPresent();
  }

  @Override
  public String getAuthenticationScheme() {
    return "Bearer";
  }
}
