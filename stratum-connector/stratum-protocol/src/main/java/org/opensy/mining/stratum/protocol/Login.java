package org.opensy.mining.stratum.protocol;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The first request of a miner. Absent optional fields are empty, never null. Thread-safe.
 *
 * @param id XMRig always sends 1
 * @param login address, {@code address.worker} or {@code address.worker+difficulty}; 1 to 256
 *     characters
 * @param pass up to 256 characters, or empty
 * @param agent name and version of the miner, up to 512 characters, or empty
 * @param rigid name of the rig, up to 64 code points, or empty; whatever else a miner sends there
 *     is no reason to refuse it
 * @param algos the algorithms that the miner knows, or empty if it sent no list (xmrig-proxy)
 * @param hashRate hashes a second of this chain's proof of work that the miner measured on itself;
 *     empty if it sent no {@code algo-perf} or nothing sensible there
 */
public record Login(
    RpcId id,
    String login,
    String pass,
    String agent,
    String rigid,
    List<String> algos,
    OptionalDouble hashRate)
    implements ClientMessage {
  /** What all miners call RandomX with its standard parameters. */
  public static final String STANDARD_ALGORITHM = "rx/0";

  /** Names of this chain's proof of work in the order in which the pool prefers them. */
  public static final List<String> ALGORITHMS = List.of("rx/opensy", "rx/mars", STANDARD_ALGORITHM);

  /** Copies the list. */
  public Login {
    algos = List.copyOf(algos);
  }

  /** A login that says nothing of the hash rate. */
  public Login(
      RpcId id, String login, String pass, String agent, String rigid, List<String> algos) {
    this(id, login, pass, agent, rigid, algos, OptionalDouble.empty());
  }

  /**
   * The algorithm to name in jobs: the first of {@link #ALGORITHMS} that the miner listed, {@code
   * rx/0} if it sent no list, empty if its list has none of them.
   */
  public Optional<String> agreedAlgorithm() {
    if (algos.isEmpty()) {
      return Optional.of(STANDARD_ALGORITHM);
    }
    return ALGORITHMS.stream().filter(algos::contains).findFirst();
  }

  /** The text without the password. */
  @Override
  public String toString() {
    return "Login[login=" + login + ", agent=" + agent + ", rigid=" + rigid + "]";
  }
}
