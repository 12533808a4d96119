package org.opensy.mining.pool.web;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.opensy.mining.pool.auth.Role;

/** Names of roles for annotations, and who may call what by them. */
final class Roles {
  static final String MINER = "miner";
  static final String OPERATOR = "operator";
  static final String TREASURER = "treasurer";
  static final String ADMIN = "admin";

  private Roles() {}

  /**
   * Who may call a method.
   *
   * @param isPublic whether anybody may, with or without a token
   * @param roles one of them is needed; with none of them nobody gets in
   */
  record Access(boolean isPublic, Set<Role> roles) {}

  /** By the annotations of the method, or else of its class. Without any nobody may call it. */
  static Access of(Class<?> type, Method method) {
    return Stream.of(method, type)
        .map(Roles::of)
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(new Access(false, Set.of()));
  }

  private static Optional<Access> of(AnnotatedElement element) {
    if (element.isAnnotationPresent(DenyAll.class)) {
      return Optional.of(new Access(false, Set.of()));
    }
    RolesAllowed allowed = element.getAnnotation(RolesAllowed.class);
    if (allowed != null) {
      Set<Role> roles = EnumSet.noneOf(Role.class);
      Stream.of(allowed.value()).forEach(name -> roles.add(Role.of(name).orElseThrow()));
      return Optional.of(new Access(false, roles));
    }
    return element.isAnnotationPresent(PermitAll.class)
        ? Optional.of(new Access(true, Set.of()))
        : Optional.empty();
  }
}
