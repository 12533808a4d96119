package org.opensy.mining.pool.stratum;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Optional;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.InvalidAddressException;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.config.StratumPort;
import org.opensy.mining.pool.job.ExtranonceSequence;
import org.opensy.mining.pool.job.JobBook;
import org.opensy.mining.pool.job.ShareTarget;
import org.opensy.mining.pool.share.Contributor;
import org.opensy.mining.stratum.api.LoginOutcome;
import org.opensy.mining.stratum.api.MinerSession;
import org.opensy.mining.stratum.protocol.Login;
import org.opensy.mining.stratum.protocol.StratumError;
import org.opensy.mining.stratum.protocol.StratumJob;

/** Decides on logins: only an address of the pool's network gets work. Thread-safe. */
@ApplicationScoped
public class LoginDesk {
  private final SecureRandom random = new SecureRandom();
  // A new instance number at each start: headers of the last run never come back.
  private final ExtranonceSequence extranonces = new ExtranonceSequence(random.nextInt());

  private PoolConfig config;
  private Miners miners;
  private CurrentWork work;

  /** For the container's proxy. */
  protected LoginDesk() {}

  @Inject
  LoginDesk(PoolConfig config, Miners miners, CurrentWork work) {
    this.config = config;
    this.miners = miners;
    this.work = work;
  }

  LoginOutcome login(MinerSession session, Login login) {
    Optional<String> algorithm = login.agreedAlgorithm();
    if (algorithm.isEmpty()) {
      return LoginOutcome.refused(StratumError.NO_COMMON_ALGORITHM);
    }
    Optional<LoginName> name = LoginName.of(login);
    if (name.isEmpty()) {
      return refused("write address, address.worker or address.worker+difficulty");
    }
    try {
      Address address = Address.parse(name.get().address(), config.chain().network());
      StratumPort port = config.stratum().port(session.localPort());
      return enter(session, miner(name.get(), address, algorithm.get(), port));
    } catch (InvalidAddressException notOurs) {
      return refused(notOurs.getMessage());
    }
  }

  private Miner miner(LoginName name, Address address, String algorithm, StratumPort port) {
    Contributor who = new Contributor(address.toString(), name.worker(), port.scheme());
    ShareTarget share = ShareTarget.of(name.fixedDifficulty().orElse(port.difficulty()));
    return new Miner(who, algorithm, share, new JobBook(extranonces.next(), random));
  }

  /** The listener broadcasts to a session only after its login is answered, so no job is missed. */
  private LoginOutcome enter(MinerSession session, Miner miner) {
    if (work.get().isEmpty()) {
      return LoginOutcome.refused(StratumError.NO_WORK);
    }
    StratumJob first = miner.nextJob(work).orElseThrow();
    miners.enter(session, miner);
    return LoginOutcome.accepted(first);
  }

  private static LoginOutcome refused(String why) {
    return new LoginOutcome.Refused(StratumError.INVALID_LOGIN.code(), "Invalid login: " + why);
  }
}
