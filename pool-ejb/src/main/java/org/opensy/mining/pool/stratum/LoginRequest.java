package org.opensy.mining.pool.stratum;

import java.util.Optional;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.share.WorkerName;
import org.opensy.mining.stratum.protocol.Difficulty;
import org.opensy.mining.stratum.protocol.Login;

/**
 * All that a miner says of itself when it logs in. Thread-safe.
 *
 * @param address as written, not yet checked
 * @param worker name of the machine: the {@code rigid}, else what follows the address, else the
 *     password's {@code w=}; a {@link WorkerName}
 * @param difficulty what follows the plus, else what the password says
 * @param minimumPayout what the password says; zero for the pool's
 * @param niceHash whether the top byte of the nonce is to be fixed
 */
record LoginRequest(
    String address,
    String worker,
    Optional<Difficulty> difficulty,
    Optional<Amount> minimumPayout,
    boolean niceHash) {
  private static final String NICEHASH_AGENT = "nicehash/";

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
        worker(login.rigid(), name.worker(), options.worker()),
        name.difficulty().or(options::difficulty),
        options.minimumPayout(),
        niceHash);
  }

  private static String worker(String rigid, String afterAddress, Optional<String> password) {
    String given = rigid.isBlank() ? afterAddress : rigid;
    return WorkerName.of(given.isBlank() ? password.orElse("") : given);
  }
}
