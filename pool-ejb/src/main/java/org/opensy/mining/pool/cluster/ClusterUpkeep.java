package org.opensy.mining.pool.cluster;

import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.opensy.mining.pool.timer.TimerStep;

/**
 * Keeps this instance in step with the others: its number, and the difficulties of miners.
 * Thread-safe.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class ClusterUpkeep {
  private final TimerStep leasing = new TimerStep("the lease of the instance number");
  private final TimerStep remembering = new TimerStep("the exchange of difficulties");
  private final InstanceNumber number;
  private final SharedDifficulties difficulties;

  /** For the container's view of the bean. */
  public ClusterUpkeep() {
    this(null, null);
  }

  @Inject
  ClusterUpkeep(InstanceNumber number, SharedDifficulties difficulties) {
    this.number = number;
    this.difficulties = difficulties;
  }

  /** Takes a number and learns of difficulties, if Redis is there; before the first miner. */
  public void prepare() {
    renew();
    exchange();
  }

  /** Keeps the lease of the instance number. */
  @Schedule(hour = "*", minute = "*", second = "*/30", persistent = false)
  public void renew() {
    leasing.run(number::renew);
  }

  /** Tells and hears of difficulties. */
  @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
  public void exchange() {
    remembering.run(difficulties::exchange);
  }

  @PreDestroy
  void stop() {
    remembering.run(this::tellAll);
    leasing.run(number::release);
  }

  private void tellAll() {
    boolean more = true;
    while (more) {
      more = difficulties.exchange();
    }
  }
}
