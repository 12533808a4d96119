package org.opensy.mining.pool.stratum;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.opensy.mining.stratum.protocol.Difficulty;
import org.opensy.mining.stratum.protocol.Login;

/**
 * What a miner writes as its login: {@code address}, {@code address.worker}, {@code
 * address+difficulty} or {@code address.worker+difficulty}. Thread-safe.
 *
 * @param address as written, not yet checked
 * @param worker name of the machine: the {@code rigid} of the login, else what follows the dot,
 *     else {@code default}; 1 to 64 characters
 * @param fixedDifficulty the difficulty that the miner asks for, if any
 */
record LoginName(String address, String worker, Optional<Difficulty> fixedDifficulty) {
  private static final String DEFAULT_WORKER = "default";
  private static final Pattern WORKER = Pattern.compile("[\\p{Alnum}_.:@#-]{1,64}");
  // A long has 19 digits at most; 18 always fit.
  private static final Pattern FORM =
      Pattern.compile(
          "(?<address>[^.+]+)(\\.(?<worker>[^+]*))?(\\+(?<difficulty>[1-9]\\d{0,17}))?");

  /** Takes the login apart, or nothing if it has none of the forms. */
  static Optional<LoginName> of(Login login) {
    Matcher form = FORM.matcher(login.login().strip());
    if (!form.matches()) {
      return Optional.empty();
    }
    String worker = worker(login.rigid().strip(), form.group("worker"));
    if (!WORKER.matcher(worker).matches()) {
      return Optional.empty();
    }
    Optional<Difficulty> fixed =
        Optional.ofNullable(form.group("difficulty")).map(Long::parseLong).map(Difficulty::of);
    return Optional.of(new LoginName(form.group("address"), worker, fixed));
  }

  private static String worker(String rigid, String afterDot) {
    if (!rigid.isEmpty()) {
      return rigid;
    }
    return afterDot == null || afterDot.isEmpty() ? DEFAULT_WORKER : afterDot;
  }
}
