package org.opensy.mining.pool.web.token;

/** What becomes of a token. */
public sealed interface Verdict {

  /** It is taken. */
  record Taken(SignedIn somebody) implements Verdict {}

  /**
   * It is not.
   *
   * @param code stable
   * @param detail for people
   */
  record Refused(String code, String detail) implements Verdict {}
}
