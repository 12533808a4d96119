package org.opensy.mining.pool.work;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.concurrent.CompletionException;
import org.opensy.mining.metrics.Buckets;
import org.opensy.mining.metrics.Histogram;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.config.VerificationSettings;
import org.opensy.mining.pool.share.ProofOfWork;
import org.opensy.mining.randomx.KeyedHashers;
import org.opensy.mining.randomx.RandomXKey;
import org.opensy.mining.randomx.RandomXLibrary;
import org.opensy.mining.randomx.RandomXReport;

/** RandomX for the pool: one library, the keys of now and of next. Thread-safe. */
@ApplicationScoped
public class PoolHasher implements ProofOfWork {
  private static final Logger LOG = System.getLogger(PoolHasher.class.getName());

  @Resource private ManagedExecutorService executor;
  private final Histogram hashTimes = new Histogram(Buckets.CALLS);
  private final PoolConfig config;
  private KeyedHashers hashers;

  /** For the container's proxy. */
  protected PoolHasher() {
    this(null);
  }

  @Inject
  PoolHasher(PoolConfig config) {
    this.config = config;
  }

  /** Loads the library and tests it. */
  @PostConstruct
  void open() {
    VerificationSettings settings = config.verification();
    RandomXLibrary library = RandomXLibrary.load(settings.libraryPath());
    hashers =
        new KeyedHashers(
            library, settings.randomx().withThreads(config.stratum().workers()), executor);
  }

  /** Any thread; waits for nothing but a free machine when the key was prepared. */
  @Override
  public byte[] hash(RandomXKey key, byte[] header) {
    long begun = System.nanoTime();
    byte[] hash = hashers.hash(key, header);
    hashTimes.observeNanos(System.nanoTime() - begun);
    return hash;
  }

  /** Builds {@code key} in the background; a failure is logged, and the first hash tries again. */
  void prepare(RandomXKey key) {
    var unused = hashers.prepare(key);
  }

  /**
   * Builds {@code key} and waits for it (0.4 s). Not for threads that judge shares.
   *
   * @throws org.opensy.mining.randomx.RandomXException if it cannot be built
   */
  void ready(RandomXKey key) {
    if (hashers.state(key) == KeyedHashers.KeyState.LIGHT
        || hashers.state(key) == KeyedHashers.KeyState.FULL) {
      return;
    }
    try {
      hashers.prepare(key).join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failed;
    }
    LOG.log(Level.INFO, "POOL-6001 RandomX key ready: {0}", hashers.report());
  }

  /** Gives up all other keys. */
  void retain(Collection<RandomXKey> keys) {
    hashers.retain(keys);
  }

  /** What RandomX runs with. */
  public RandomXReport report() {
    return hashers.report();
  }

  /** Seconds that a hash took, with the wait for a free machine. */
  public Histogram hashTimes() {
    return hashTimes;
  }

  @PreDestroy
  void close() {
    hashers.close();
  }
}
