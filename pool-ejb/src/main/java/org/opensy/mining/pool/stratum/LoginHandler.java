package org.opensy.mining.pool.stratum;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.InvalidAddressException;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.config.StratumPort;
import org.opensy.mining.pool.job.IssuedJobs;
import org.opensy.mining.pool.share.Contributor;
import org.opensy.mining.pool.vardiff.Vardiff;
import org.opensy.mining.pool.work.CurrentWork;
import org.opensy.mining.stratum.api.LoginOutcome;
import org.opensy.mining.stratum.api.MinerSession;
import org.opensy.mining.stratum.api.Offence;
import org.opensy.mining.stratum.protocol.Login;
import org.opensy.mining.stratum.protocol.LoginResult;
import org.opensy.mining.stratum.protocol.StratumError;

/** Decides on logins: only an address of the pool's network gets work. Thread-safe. */
@ApplicationScoped
public class LoginHandler {
  private static final List<String> NICEHASH_EXTENSIONS = niceHashExtensions();

  private final SecureRandom random = new SecureRandom();
  private final PoolConfig config;
  private final ActiveMiners miners;
  private final CurrentWork work;
  private final Extranonces extranonces;
  private final StartDifficulties starts;
  private final PoolAdmission admission;
  private final InstantSource clock;

  /** For the container's proxy. */
  protected LoginHandler() {
    this(null, null, null, null, null, null, null);
  }

  @Inject
  LoginHandler(
      PoolConfig config,
      ActiveMiners miners,
      CurrentWork work,
      Extranonces extranonces,
      StartDifficulties starts,
      PoolAdmission admission,
      InstantSource clock) {
    this.admission = admission;
    this.starts = starts;
    this.extranonces = extranonces;
    this.config = config;
    this.miners = miners;
    this.work = work;
    this.clock = clock;
  }

  LoginOutcome login(MinerSession session, Login login) {
    Optional<String> algorithm = login.agreedAlgorithm();
    if (algorithm.isEmpty()) {
      return refused(
          session, StratumError.NO_COMMON_ALGORITHM, StratumError.NO_COMMON_ALGORITHM.text());
    }
    try {
      LoginRequest request = LoginRequest.of(login);
      Address address = Address.parse(request.address(), config.chain().network());
      if (work.get().isEmpty()) {
        // Nobody's fault out there.
        return LoginOutcome.refused(StratumError.NO_WORK);
      }
      StratumPort port = config.stratum().port(session.localPort());
      miners.enter(session, miner(session, request, login, address, algorithm.get(), port));
      return request.niceHash()
          ? new LoginOutcome.Accepted(NICEHASH_EXTENSIONS)
          : LoginOutcome.accepted();
    } catch (BadLoginException | InvalidAddressException bad) {
      return refused(session, StratumError.INVALID_LOGIN, "Invalid login: " + bad.getMessage());
    }
  }

  private LoginOutcome refused(MinerSession session, StratumError error, String message) {
    admission.offence(session.remoteAddress().getAddress(), Offence.LOGIN_REFUSED);
    return new LoginOutcome.Refused(error.code(), message);
  }

  private ActiveMiner miner(
      MinerSession session,
      LoginRequest request,
      Login login,
      Address address,
      String algorithm,
      StratumPort port) {
    Contributor who = new Contributor(address.toString(), request.worker(), port.scheme());
    return new ActiveMiner(
        new ActiveMiner.Terms(who, algorithm, request.niceHash(), minimum(request)),
        difficulty(session, request, who, login.hashRate()),
        jobs(session),
        config.stratum().worthlessShares());
  }

  private MinimumWish minimum(LoginRequest request) {
    return request
        .minimumPayout()
        .map(asked -> MinimumWish.of(asked, config.payout().terms()))
        .orElse(MinimumWish.NONE);
  }

  private IssuedJobs jobs(MinerSession session) {
    return extranonces
        .subscribedBy(session)
        .map(extranonce -> IssuedJobs.extended(extranonce, random))
        .orElseGet(() -> new IssuedJobs(extranonces.next(), random));
  }

  private SessionDifficulty difficulty(
      MinerSession session, LoginRequest request, Contributor who, OptionalDouble hashRate) {
    StratumPort port = config.stratum().port(session.localPort());
    Instant now = clock.instant();
    Vardiff vardiff =
        new Vardiff(
            port.range(), config.stratum().shareInterval(), starts.of(session, who, hashRate), now);
    return request
        .difficulty()
        .map(wish -> SessionDifficulty.asked(vardiff, wish))
        .orElseGet(() -> SessionDifficulty.following(vardiff));
  }

  private static List<String> niceHashExtensions() {
    List<String> extensions = new ArrayList<>(LoginResult.EXTENSIONS);
    extensions.add(LoginResult.NICEHASH);
    return List.copyOf(extensions);
  }
}
