package org.opensy.mining.pool.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.eclipse.microprofile.config.ConfigProvider;

/** Makes the configuration and the clock injectable. Thread-safe. */
@ApplicationScoped
public class ConfigProducer {

  /** The configuration, read when first asked for. */
  @Produces
  @Singleton
  public PoolConfig poolConfig() {
    return PoolConfig.read(ConfigProvider.getConfig());
  }

  /** The one clock of the pool. */
  @Produces
  @Singleton
  public InstantSource clock() {
    return InstantSource.system();
  }
}
