package org.opensy.mining.pool.web;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.job.JobTemplate;
import org.opensy.mining.pool.work.CurrentWork;
import org.opensy.mining.randomx.KeySchedule;

/** The chain, as far as miners have to know it. */
@Path("/network")
@RequestScoped
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
public class NetworkResource {
  private static final int HALVING = 1_050_000;
  private static final int HALVING_ON_REGTEST = 150;

  private final CurrentWork work;
  private final NetworkSpeed speed;
  private final PoolConfig config;

  /** For the container's proxy. */
  protected NetworkResource() {
    this(null, null, null);
  }

  @Inject
  public NetworkResource(CurrentWork work, NetworkSpeed speed, PoolConfig config) {
    this.work = work;
    this.speed = speed;
    this.config = config;
  }

  /**
   * The chain.
   *
   * @param network main, test or regtest
   * @param height of the best block; null, as all that follows from it, while there is no work
   * @param difficulty expected hashes of the next block
   * @param hashrate hashes a second, as the node estimates; null while it does not say
   * @param reward of the next block, with its fees
   * @param blockSeconds target spacing of blocks
   * @param key the RandomX key
   * @param halving when the reward is halved
   */
  public record NetworkView(
      String network,
      Long height,
      BigInteger difficulty,
      BigDecimal hashrate,
      Money reward,
      long blockSeconds,
      Key key,
      Halving halving) {}

  /**
   * The RandomX key.
   *
   * @param seedHash of the next block, hex
   * @param nextHeight from which another one is used
   * @param blocksLeft until then
   */
  public record Key(String seedHash, long nextHeight, long blocksLeft) {}

  /**
   * When the reward is halved.
   *
   * @param height from which it is
   * @param blocksLeft until then
   */
  public record Halving(long height, long blocksLeft) {}

  /**
   * The chain under the names of the original API.
   *
   * @param networkHashrate hashes a second
   * @param blockTime target spacing in seconds
   * @param blockReward in SYL
   * @param seedInterval blocks from one RandomX key to the next
   */
  public record OriginalNetwork(
      Long height,
      BigInteger difficulty,
      BigDecimal networkHashrate,
      long blockTime,
      BigDecimal blockReward,
      String algorithm,
      int seedInterval) {}

  /** The chain. */
  @GET
  public NetworkView network() {
    Optional<JobTemplate> next = work.get();
    return new NetworkView(
        config.chain().network().chainName(),
        next.map(template -> template.height() - 1).orElse(null),
        next.map(JobTemplate::networkDifficulty).orElse(null),
        speed.hashesPerSecond().orElse(null),
        Money.of(next.map(NetworkResource::reward)),
        ChainProgress.SPACING.toSeconds(),
        next.map(NetworkResource::key).orElse(null),
        next.map(this::halving).orElse(null));
  }

  /** The same as the original API had it. */
  @GET
  @Path("/stats")
  public OriginalNetwork stats() {
    Optional<JobTemplate> next = work.get();
    return new OriginalNetwork(
        next.map(template -> template.height() - 1).orElse(null),
        next.map(JobTemplate::networkDifficulty).orElse(null),
        speed.hashesPerSecond().orElse(null),
        ChainProgress.SPACING.toSeconds(),
        next.map(NetworkResource::reward).map(Amount::toDecimal).orElse(null),
        "rx/0",
        KeySchedule.INTERVAL);
  }

  private static Amount reward(JobTemplate next) {
    return next.template().coinbase().value();
  }

  private static Key key(JobTemplate next) {
    long height = KeySchedule.nextChangeHeight(next.height());
    return new Key(next.seedHash(), height, height - next.height());
  }

  private Halving halving(JobTemplate next) {
    int every = config.chain().network() == Network.REGTEST ? HALVING_ON_REGTEST : HALVING;
    long height = (next.height() / every + 1) * every;
    return new Halving(height, height - next.height());
  }
}
