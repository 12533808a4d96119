package org.opensy.mining.pool.stratum;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.opensy.mining.stratum.protocol.Difficulty;

/**
 * What a miner writes as its login: {@code address}, {@code address.worker}, {@code
 * address+difficulty} or {@code address.worker+difficulty}. Thread-safe.
 *
 * @param address as written, not yet checked
 * @param worker what follows the dot; may be empty
 * @param difficulty what follows the plus, if anything does
 */
record LoginName(String address, String worker, Optional<Difficulty> difficulty) {
  // A long has 19 digits at most; 18 always fit.
  private static final Pattern FORM =
      Pattern.compile(
          "(?<address>[^.+]+)(\\.(?<worker>[^+]*))?(\\+(?<difficulty>[1-9]\\d{0,17}))?");

  /**
   * Takes the login apart.
   *
   * @throws BadLoginException if it has none of the forms
   */
  static LoginName parse(String login) throws BadLoginException {
    Matcher form = FORM.matcher(login.strip());
    if (!form.matches()) {
      throw new BadLoginException("write address, address.worker or address.worker+difficulty");
    }
    String worker = Optional.ofNullable(form.group("worker")).orElse("");
    Optional<Difficulty> difficulty =
        Optional.ofNullable(form.group("difficulty")).map(Long::parseLong).map(Difficulty::of);
    return new LoginName(form.group("address"), worker, difficulty);
  }
}
