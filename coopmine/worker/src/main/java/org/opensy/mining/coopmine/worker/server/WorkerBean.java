package org.opensy.mining.coopmine.worker.server;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.opensy.mining.coopmine.worker.CoopMineWorker;
import org.opensy.mining.coopmine.worker.WorkerEnvironment;
import org.opensy.mining.coopmine.worker.config.WorkerSettings;
import org.opensy.mining.coopmine.worker.hash.RandomXHashers;
import org.opensy.mining.coopmine.worker.link.BackOff;
import org.opensy.mining.randomx.RandomXException;
import org.opensy.mining.randomx.RandomXLibrary;
import org.opensy.mining.settings.BadSettingsException;

/** Starts the worker with the application and stops it with it. Thread-safe. */
@ApplicationScoped
public class WorkerBean {
  private static final System.Logger LOG = System.getLogger(WorkerBean.class.getName());
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  @Inject private Config config;
  @Resource private ManagedExecutorService executor;
  @Resource private ManagedScheduledExecutorService timer;
  @Resource private ManagedThreadFactory threads;

  private volatile Optional<CoopMineWorker> running = Optional.empty();

  void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
    try {
      WorkerSettings settings =
          WorkerSettings.read(key -> config.getOptionalValue(key, String.class));
      RandomXLibrary library = RandomXLibrary.load(settings.randomXLibrary());
      RandomXHashers hashers = new RandomXHashers(library, settings.randomX(), executor);
      BackOff pauses = new BackOff(FIRST_PAUSE, LONGEST_PAUSE);
      WorkerEnvironment environment =
          new WorkerEnvironment(executor, threads, timer, pauses, InstantSource.system());
      running = Optional.of(CoopMineWorker.start(settings, hashers, environment));
    } catch (BadSettingsException | RandomXException e) {
      String text = "COOP-3000 the worker cannot start: " + e.getMessage();
      LOG.log(Level.ERROR, text);
      throw new IllegalStateException(text, e);
    }
  }

  @PreDestroy
  void stop() {
    running.ifPresent(CoopMineWorker::close);
    running = Optional.empty();
  }

  /** The worker while it runs. */
  public Optional<CoopMineWorker> running() {
    return running;
  }
}
