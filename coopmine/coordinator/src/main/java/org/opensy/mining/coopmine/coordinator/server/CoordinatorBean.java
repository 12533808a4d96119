package org.opensy.mining.coopmine.coordinator.server;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.opensy.mining.coopmine.coordinator.Coordinator;
import org.opensy.mining.coopmine.coordinator.CoordinatorEnvironment;
import org.opensy.mining.coopmine.coordinator.config.CoordinatorSettings;
import org.opensy.mining.coopmine.coordinator.pool.PoolLink;
import org.opensy.mining.randomx.RandomXException;
import org.opensy.mining.randomx.RandomXLibrary;
import org.opensy.mining.settings.BadSettingsException;

/** Starts the coordinator with the application and stops it with it. Thread-safe. */
@ApplicationScoped
public class CoordinatorBean {
  private static final System.Logger LOG = System.getLogger(CoordinatorBean.class.getName());

  @Inject private Config config;
  @Resource private ManagedExecutorService executor;
  @Resource private ManagedScheduledExecutorService timer;
  @Resource private ManagedThreadFactory threads;

  private volatile Optional<Coordinator> running = Optional.empty();

  void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
    try {
      CoordinatorSettings settings =
          CoordinatorSettings.read(key -> config.getOptionalValue(key, String.class));
      RandomXLibrary library = RandomXLibrary.load(settings.randomXLibrary());
      InstantSource clock = InstantSource.system();
      CoordinatorEnvironment environment =
          new CoordinatorEnvironment(executor, threads, timer, PoolLink.Pauses.USUAL, clock);
      Coordinator started = Coordinator.start(settings, library, environment);
      new CoordinatorMetrics(started).register();
      running = Optional.of(started);
    } catch (BadSettingsException | RandomXException | IOException e) {
      String text = "COOP-1000 the coordinator cannot start: " + e.getMessage();
      LOG.log(Level.ERROR, text);
      throw new IllegalStateException(text, e);
    }
  }

  @PreDestroy
  void stop() {
    running.ifPresent(Coordinator::close);
    running = Optional.empty();
  }

  /** The coordinator while it runs. */
  public Optional<Coordinator> running() {
    return running;
  }
}
