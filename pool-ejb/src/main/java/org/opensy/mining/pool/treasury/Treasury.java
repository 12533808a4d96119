package org.opensy.mining.pool.treasury;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import javax.sql.DataSource;
import org.opensy.mining.pool.block.BlockCounters;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.ledger.SchemaMigration;
import org.opensy.mining.pool.ledger.SchemaState;
import org.opensy.mining.pool.money.Fence;
import org.opensy.mining.pool.money.FencedException;
import org.opensy.mining.pool.money.Lease;
import org.opensy.mining.pool.node.NodeClient;
import org.opensy.mining.pool.node.NodeException;
import org.opensy.mining.pool.node.WalletClient;
import org.opensy.mining.pool.payout.OperatorFunding;
import org.opensy.mining.pool.payout.Payouts;
import org.opensy.mining.pool.settlement.Settlement;
import org.opensy.mining.pool.sql.DatabaseException;
import org.opensy.mining.pool.timer.TimerStep;

/**
 * Follows blocks and pays miners every ten seconds, while this instance holds the lease. What
 * operators ask for goes the same way, one thing at a time. What other beans call is public, since
 * only that goes through the container's view of this one. Thread-safe.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class Treasury {
  private static final Logger LOG = System.getLogger(Treasury.class.getName());

  /** After three missed turns another instance takes over. */
  private static final Duration LEASE = Duration.ofSeconds(30);

  /** How often an instance looks at the wallet when it is not paying. */
  private static final Duration WALLET_SEEN_EVERY = Duration.ofMinutes(1);

  @Resource(lookup = SchemaMigration.DATA_SOURCE)
  private DataSource database;

  private final PoolConfig config;
  private final NodeClient node;
  private final WalletClient wallet;
  private final BlockCounters counters;
  private final SchemaState schema;
  private final InstantSource clock;

  private final ReentrantLock oneAtATime = new ReentrantLock();
  private final TimerStep step = new TimerStep("the treasury");
  private Instant walletSeenAt = Instant.EPOCH;
  private volatile TreasuryState state = TreasuryState.EMPTY;
  private Lease lease;
  private Settlement settlement;
  private Payouts payouts;
  private OperatorFunding funding;

  /** For the container's view of the bean. */
  public Treasury() {
    this(null, null, null, null, null, null);
  }

  @Inject
  Treasury(
      PoolConfig config,
      NodeClient node,
      WalletClient wallet,
      BlockCounters counters,
      SchemaState schema,
      InstantSource clock) {
    this.config = config;
    this.node = node;
    this.wallet = wallet;
    this.counters = counters;
    this.schema = schema;
    this.clock = clock;
  }

  @PostConstruct
  void start() {
    lease = new Lease(database, Lease.MONEY, UUID.randomUUID().toString(), LEASE);
    settlement =
        new Settlement(
            database,
            node,
            new Settlement.Rules(config.payout().depths().maturity(), config.reward().feeFree()),
            counters::orphaned,
            clock);
    payouts =
        new Payouts(
            database,
            wallet,
            config.payout(),
            new Payouts.Parties(
                config.chain().network(),
                config.chain().address(),
                config.reward().operatorAddress()),
            Payouts.Clocks.of(clock));
    funding = new OperatorFunding(wallet, config.payout().depths().confirmations(), clock);
  }

  /** One turn. */
  @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
  public void turn() {
    if (!schema.isCurrent()) {
      return;
    }
    step.run(
        () -> {
          lookAtWallet();
          try {
            inTurn(this::turn);
          } catch (NotElectedException elsewhere) {
            state = TreasuryState.EMPTY;
          } catch (NodeException away) {
            LOG.log(Level.DEBUG, "the treasury waits for the node", away);
          }
        });
  }

  /** On every instance: the next turn may be this one's. */
  private void lookAtWallet() {
    Instant now = clock.instant();
    if (config.payout().enabled() && walletSeenAt.plus(WALLET_SEEN_EVERY).isBefore(now)) {
      walletSeenAt = now;
      payouts.check().look();
    }
  }

  private TreasuryState turn(Fence fence) {
    settlement.run(fence);
    if (config.payout().enabled()) {
      payouts.tick(fence);
    }
    state = TreasuryState.read(database, clock.instant());
    return state;
  }

  /** What the books said after the last turn here. */
  public TreasuryState state() {
    return state;
  }

  /** The blocks. */
  public Settlement settlement() {
    return settlement;
  }

  /** What the operator puts in. */
  public OperatorFunding funding() {
    return funding;
  }

  /** Why the wallet could not pay at the last look, in words; empty if it could, or need not. */
  public Optional<String> walletTrouble() {
    return payouts.check().trouble();
  }

  /** The payouts. */
  public Payouts payouts() {
    return payouts;
  }

  /**
   * Does something that moves money, if this instance may.
   *
   * @return what the work returns
   * @throws NotElectedException if another instance holds the lease
   * @throws DatabaseException if the database failed; what was under way is undone or, if
   *     committed, stays
   */
  public <T> T inTurn(Function<Fence, T> work) {
    oneAtATime.lock();
    try {
      Optional<Fence> fence = lease.take();
      if (fence.isEmpty()) {
        throw new NotElectedException();
      }
      return work.apply(fence.get());
    } catch (FencedException taken) {
      throw new NotElectedException(taken);
    } finally {
      oneAtATime.unlock();
    }
  }

  @PreDestroy
  void stop() {
    try {
      lease.giveBack();
    } catch (DatabaseException away) {
      LOG.log(Level.DEBUG, "the lease runs out by itself", away);
    }
  }
}
