package org.opensy.mining.pool.auth;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the issuer of tokens says who has which role.
 *
 * @param claims where names are found in a token; a dot leads into an object, as in {@code
 *     realm_access.roles}
 * @param names the names that stand for a role
 */
public record RoleNames(List<String> claims, Map<Role, Set<String>> names) {

  /** Takes copies. */
  public RoleNames {
    claims = List.copyOf(claims);
    names = Map.copyOf(names);
  }

  /** The roles that these names stand for. */
  public Set<Role> roles(Collection<String> found) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    names.forEach(
        (role, words) -> {
          if (words.stream().anyMatch(found::contains)) {
            roles.add(role);
          }
        });
    return roles;
  }
}
