package org.opensy.mining.pool.lifecycle;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.opensy.mining.pool.block.FoundBlocks;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.stratum.JobBroadcast;
import org.opensy.mining.pool.work.TemplateFeed;
import org.opensy.mining.pool.work.TemplatePolling;

/**
 * Starts and stops the pool: the schema first, then work, then the ports for miners. At the stop
 * the ports close first, then found blocks are seen through; the writer of shares, on which this
 * bean depends, ends after that. Thread-safe.
 */
@Singleton
@Startup
@DependsOn({"LedgerLifecycle", "ClusterUpkeep", "BanUpkeep", "TemplatePolling"})
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class PoolLifecycle {
  private static final Logger LOG = System.getLogger(PoolLifecycle.class.getName());
  private static final Duration LAST_BLOCKS = Duration.ofSeconds(15);

  private final PoolConfig config;
  private final PoolPreparation preparation;
  private final TemplateFeed feed;
  private final TemplatePolling polling;
  private final JobBroadcast listener;
  private final FoundBlocks blocks;

  /** For the container's view of the bean. */
  public PoolLifecycle() {
    this(null, null, null, null, null, null);
  }

  @Inject
  PoolLifecycle(
      PoolConfig config,
      PoolPreparation preparation,
      TemplateFeed feed,
      TemplatePolling polling,
      JobBroadcast listener,
      FoundBlocks blocks) {
    this.config = config;
    this.preparation = preparation;
    this.feed = feed;
    this.polling = polling;
    this.listener = listener;
    this.blocks = blocks;
  }

  @PostConstruct
  void start() {
    preparation.prepare();
    feed.look();
    listener.open();
    polling.start();
    LOG.log(
        Level.INFO,
        "POOL-1010 started network={0} stratum={1} nodes={2}",
        config.chain().network().chainName(),
        config.stratum().hostAndPorts(),
        config.node().nodes().size());
  }

  @PreDestroy
  void stop() {
    polling.stop();
    listener.shut();
    if (!blocks.awaitDone(LAST_BLOCKS)) {
      LOG.log(Level.WARNING, "POOL-2007 stopped while a block was being submitted");
    }
    LOG.log(Level.INFO, "POOL-1011 stopped");
  }
}
