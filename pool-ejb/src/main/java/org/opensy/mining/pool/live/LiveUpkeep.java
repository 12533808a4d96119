package org.opensy.mining.pool.live;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.opensy.mining.pool.timer.TimerStep;

/**
 * What happens for live events at regular times. Each job has its own timer, so that none waits for
 * what another waits for. Thread-safe.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class LiveUpkeep {
  private final Map<Job, Step> steps = new EnumMap<>(Job.class);
  private final LiveHub hub;

  @Resource private TimerService timers;

  /** What is done, and how often. */
  private enum Job {
    BEAT(1000),
    STATS(2000),
    CHANGES(1000),
    MINERS(1000),
    SHARES(500);

    private final long millis;

    Job(long millis) {
      this.millis = millis;
    }
  }

  /** A job of which no second turn begins while one is under way. */
  private record Step(ReentrantLock turn, TimerStep step, Runnable work) {
    Step(String name, Runnable work) {
      this(new ReentrantLock(), new TimerStep(name), work);
    }

    void run() {
      if (turn.tryLock()) {
        try {
          step.run(work);
        } finally {
          turn.unlock();
        }
      }
    }
  }

  /** For the container's view of the bean. */
  public LiveUpkeep() {
    this(null, null, null, null);
  }

  @Inject
  LiveUpkeep(LiveHub hub, LiveSources sources, LiveRelay relay, LiveMiners miners) {
    this.hub = hub;
    steps.put(Job.BEAT, new Step("the look after live connections", () -> hub.beat()));
    steps.put(Job.STATS, new Step("the live statistics", () -> sources.tellStats()));
    steps.put(Job.CHANGES, new Step("the live blocks and payments", () -> sources.tellChanges()));
    steps.put(Job.MINERS, new Step("the live miners", () -> sources.tellMiners(miners)));
    steps.put(Job.SHARES, new Step("the live shares", () -> relay.exchange()));
  }

  @PostConstruct
  void start() {
    for (Job job : Job.values()) {
      timers.createIntervalTimer(job.millis, job.millis, new TimerConfig(job.name(), false));
    }
  }

  @Timeout
  void tick(Timer timer) {
    steps.get(Job.valueOf((String) timer.getInfo())).run();
  }

  @PreDestroy
  void stop() {
    hub.close();
  }
}
