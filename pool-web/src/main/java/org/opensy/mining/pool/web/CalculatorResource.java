package org.opensy.mining.pool.web;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.job.JobTemplate;
import org.opensy.mining.pool.work.CurrentWork;

/** What a miner may expect. */
@Path("/calculator")
@RequestScoped
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
public class CalculatorResource {
  private static final BigDecimal DAY = BigDecimal.valueOf(86_400);
  private static final int WHOLE = 10_000;

  private final CurrentWork work;
  private final PoolConfig config;

  /** For the container's proxy. */
  protected CalculatorResource() {
    this(null, null);
  }

  @Inject
  public CalculatorResource(CurrentWork work, PoolConfig config) {
    this.work = work;
    this.config = config;
  }

  /**
   * What a miner may expect on average, at today's difficulty and reward.
   *
   * @param hashrate hashes a second
   * @param difficulty expected hashes of a block
   * @param reward of a block
   * @param feePercent the pool's part
   * @param perDay after the fee
   * @param secondsPerBlock from one block of its own to the next, on average
   */
  public record Expectation(
      BigDecimal hashrate,
      BigInteger difficulty,
      Money reward,
      BigDecimal feePercent,
      Money perDay,
      BigDecimal secondsPerBlock) {}

  /**
   * What a miner may expect.
   *
   * @param hashrate hashes a second, above 0 and up to 10^15, with up to three decimals
   */
  @GET
  public Expectation expectation(@QueryParam("hashrate") String hashrate) {
    if (hashrate == null || !hashrate.matches("[0-9]{1,15}(\\.[0-9]{1,3})?")) {
      throw new BadParameterException("hashrate", "is a number of hashes a second");
    }
    BigDecimal rate = new BigDecimal(hashrate);
    if (rate.signum() == 0) {
      throw new BadParameterException("hashrate", "is above 0");
    }
    JobTemplate next =
        work.get()
            .orElseThrow(() -> new ServiceUnavailableException("There is no work at the moment."));
    BigDecimal difficulty = new BigDecimal(next.networkDifficulty());
    Amount reward = next.template().coinbase().value();
    BigDecimal units =
        rate.multiply(DAY)
            .multiply(BigDecimal.valueOf(reward.baseUnits()))
            .multiply(BigDecimal.valueOf(config.reward().fee().rest().value()))
            .divide(difficulty.multiply(BigDecimal.valueOf(WHOLE)), 0, RoundingMode.FLOOR);
    return new Expectation(
        rate,
        next.networkDifficulty(),
        Money.of(reward),
        SchemeView.feePercent(config),
        new Money(units.movePointLeft(Amount.DECIMALS).toPlainString(), units.toPlainString()),
        difficulty.divide(rate, new MathContext(6, RoundingMode.HALF_UP)));
  }
}
