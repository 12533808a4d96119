package org.opensy.mining.pool.stratum;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.opensy.mining.stratum.protocol.Difficulty;

/**
 * What a miner writes as its login: {@code address}, {@code address.worker}, {@code
 * address+difficulty} or {@code address.worker+difficulty}. A slash does for the dot, as at other
 * pools: no address has one. Thread-safe.
 *
 * @param address as written, not yet checked
 * @param worker what follows the dot or slash; may be empty
 * @param difficulty what follows the plus, if anything does
 */
record LoginName(String address, String worker, Optional<Difficulty> difficulty) {
  // A long has 19 digits at most; 18 always fit.
  private static final Pattern FORM =
      Pattern.compile(
          "(?<address>[0-9A-Za-z]+)([./](?<worker>[^+]*))?(\\+(?<difficulty>[1-9]\\d{0,17}))?");

  /**
   * Takes the login apart.
   *
   * @throws BadLoginException if it has none of the forms
   */
  static LoginName parse(String login) throws BadLoginException {
    Matcher form = FORM.matcher(login.strip());
    if (!form.matches()) {
      throw new BadLoginException(
          "write ADDRESS, ADDRESS.worker or ADDRESS.worker+difficulty, with a dot behind the address");
    }
    String worker = Optional.ofNullable(form.group("worker")).orElse("");
    Optional<Difficulty> difficulty =
        Optional.ofNullable(form.group("difficulty")).map(Long::parseLong).map(Difficulty::of);
    return new LoginName(form.group("address"), worker, difficulty);
  }
}
