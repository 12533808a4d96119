package org.opensy.mining.pool.stratum;

import java.util.Optional;
import java.util.regex.Pattern;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.stratum.protocol.Difficulty;
import org.opensy.mining.stratum.protocol.Login;

/**
 * All that a miner says of itself when it logs in. Thread-safe.
 *
 * @param address as written, not yet checked
 * @param worker name of the machine: the {@code rigid}, else what follows the dot, else what the
 *     password says, else {@code default}; 1 to 64 characters
 * @param fixedDifficulty what follows the plus, else what the password says
 * @param minimumPayout what the password says; zero for the pool's
 * @param niceHash whether the top byte of the nonce is to be fixed
 */
record LoginRequest(
    String address,
    String worker,
    Optional<Difficulty> fixedDifficulty,
    Optional<Amount> minimumPayout,
    boolean niceHash) {
  private static final String DEFAULT_WORKER = "default";
  private static final String NICEHASH_AGENT = "nicehash/";
  private static final Pattern WORKER = Pattern.compile("[\\p{Alnum}_.:@#-]{1,64}");

  /**
   * Reads a login.
   *
   * @throws BadLoginException with a sentence that says what is wrong with it
   */
  static LoginRequest of(Login login) throws BadLoginException {
    LoginName name = LoginName.parse(login.login());
    PasswordOptions options = PasswordOptions.parse(login.pass());
    boolean niceHash =
        options.niceHash()
            || login.agent().regionMatches(true, 0, NICEHASH_AGENT, 0, NICEHASH_AGENT.length());
    return new LoginRequest(
        name.address(),
        worker(login.rigid().strip(), name.worker(), options.worker()),
        name.difficulty().or(options::difficulty),
        options.minimumPayout(),
        niceHash);
  }

  /** A password may be anything, so one that is no name is not held against the miner. */
  private static String worker(String rigid, String afterDot, String password)
      throws BadLoginException {
    String given = rigid.isEmpty() ? afterDot : rigid;
    if (given.isEmpty()) {
      return WORKER.matcher(password).matches() ? password : DEFAULT_WORKER;
    }
    if (!WORKER.matcher(given).matches()) {
      throw new BadLoginException("a worker's name has 1 to 64 letters, digits and _ . : @ # -");
    }
    return given;
  }
}
