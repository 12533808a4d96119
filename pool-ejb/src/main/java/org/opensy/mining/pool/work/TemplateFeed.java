package org.opensy.mining.pool.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.BlockTemplate;
import org.opensy.mining.pool.chain.ChainFormatException;
import org.opensy.mining.pool.chain.Payee;
import org.opensy.mining.pool.chain.PoolTag;
import org.opensy.mining.pool.config.ChainSettings;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.job.JobTemplate;
import org.opensy.mining.pool.node.BlockTaken;
import org.opensy.mining.pool.node.NodeException;
import org.opensy.mining.pool.node.TemplateSource;
import org.opensy.mining.randomx.RandomXException;
import org.opensy.mining.randomx.RandomXKey;
import org.opensy.mining.stratum.protocol.LogText;

/**
 * Keeps the current work in step with the node. {@link #look} asks for the best block at every
 * tick, {@link #await} hears of a change within milliseconds through the node's long poll, and
 * {@link #follow} of a block of our own as soon as a node has taken it. Each way the template is
 * then fetched afresh under one lock, so an old answer never replaces a newer one. While no node
 * answers, miners keep the work that they have, but not for ever: then it is withdrawn.
 * Thread-safe.
 */
@ApplicationScoped
public class TemplateFeed {
  private static final Logger LOG = System.getLogger(TemplateFeed.class.getName());
  private static final PoolTag TAG = new PoolTag("/OpenSY Mining/");

  /** After that work is renewed for the sake of its time alone. */
  private static final Duration MAX_AGE = Duration.ofSeconds(30);

  private final ChainSettings chain;
  private final Duration outage;
  private final TemplateSource node;
  private final Function<BlockTemplate, RandomXKey> keys;
  private final CurrentWork work;
  private final Events events;
  private final InstantSource clock;
  private volatile String trouble = "";
  private volatile boolean chainChecked;
  // By our own clock: the node's may be wrong, and that must not renew the work at every look.
  private volatile Instant renewedAt = Instant.MIN;
  private volatile Instant confirmedAt = Instant.MIN;

  /**
   * Whom the feed tells.
   *
   * @param renewed there is new work
   * @param withdrawn there is none any more
   */
  record Events(Consumer<WorkRenewed> renewed, Consumer<WorkWithdrawn> withdrawn) {}

  /**
   * What the feed goes by.
   *
   * @param chain ours
   * @param outage how long work may be mined that no node confirms
   */
  record Rules(ChainSettings chain, Duration outage) {}

  /** For the container's proxy. */
  protected TemplateFeed() {
    this(new Rules(null, null), null, null, null, null, null);
  }

  @Inject
  TemplateFeed(
      PoolConfig config,
      TemplateSource node,
      EpochKeys keys,
      CurrentWork work,
      Event<Object> events,
      InstantSource clock) {
    this(
        new Rules(config.chain(), config.work().outage()),
        node,
        keys::keyOf,
        work,
        new Events(
            events.select(WorkRenewed.class)::fire, events.select(WorkWithdrawn.class)::fire),
        clock);
  }

  /**
   * A feed outside the container.
   *
   * @param keys the key of a template, ready to hash
   */
  TemplateFeed(
      Rules rules,
      TemplateSource node,
      Function<BlockTemplate, RandomXKey> keys,
      CurrentWork work,
      Events events,
      InstantSource clock) {
    this.chain = rules.chain();
    this.outage = rules.outage();
    this.node = node;
    this.keys = keys;
    this.work = work;
    this.events = events;
    this.clock = clock;
  }

  /** Asks the node once and renews the work if it is out of date, or withdraws it if it is dead. */
  public void look() {
    boolean fine =
        guarded(
            () -> {
              Optional<JobTemplate> seen = work.get();
              if (isOutdated(seen)) {
                renewIf(() -> isStill(seen));
              }
              confirmedAt = clock.instant();
            });
    if (!fine) {
      withdrawIfDead();
    }
  }

  /** Work on top of a block of ours that a node has just taken: at once, not at the next look. */
  void follow(@Observes BlockTaken block) {
    work.solved(block.parent());
    boolean unused = guarded(() -> renewIf(() -> !isOn(block.hash())));
  }

  /**
   * Waits at the node until it has something better than the current work, and takes it. After
   * trouble only the next {@link #look} asks, behind the circuit breaker.
   *
   * @return whether it makes sense to wait again at once
   */
  public boolean await() {
    Optional<JobTemplate> seen = work.get();
    Optional<String> id =
        seen.map(current -> current.template().longPollId()).filter(text -> !text.isEmpty());
    return id.isPresent()
        && trouble.isEmpty()
        && guarded(
            () ->
                node.awaitBlockTemplate(id.get())
                    .ifPresent(better -> renewIf(() -> isStill(seen))));
  }

  /** How long ago a node gave or confirmed the work; nothing before the first. */
  public Optional<Duration> age() {
    return Optional.of(confirmedAt)
        .filter(Instant.MIN::isBefore)
        .map(then -> Duration.between(then, clock.instant()));
  }

  private synchronized void withdrawIfDead() {
    if (work.get().isPresent() && age().filter(age -> age.compareTo(outage) >= 0).isPresent()) {
      work.withdraw();
      LOG.log(
          Level.ERROR,
          "POOL-3006 no fresh work for {0} s, miners are sent away: {1}",
          String.valueOf(outage.toSeconds()),
          LogText.of(trouble));
      events.withdrawn().accept(new WorkWithdrawn(trouble));
    }
  }

  /** Why there is no fresh template; empty if there is. */
  public String trouble() {
    return trouble;
  }

  private boolean isOutdated(Optional<JobTemplate> seen) {
    Instant oldest = clock.instant().minus(MAX_AGE);
    return seen.filter(current -> renewedAt.isAfter(oldest))
        .filter(current -> current.previousBlockHash().equals(node.bestBlockHash()))
        .isEmpty();
  }

  /** Nobody has renewed the work meanwhile. */
  private boolean isStill(Optional<JobTemplate> seen) {
    return work.get().equals(seen);
  }

  private boolean isOn(BlockHash tip) {
    return work.get().filter(current -> current.previousBlockHash().equals(tip)).isPresent();
  }

  private synchronized void renewIf(BooleanSupplier needed) {
    if (needed.getAsBoolean()) {
      renew();
    }
  }

  private void renew() {
    requireOurChain();
    BlockTemplate template = node.blockTemplate();
    Payee payee = new Payee(chain.address().script(), TAG);
    JobTemplate renewed = JobTemplate.of(template, keys.apply(template), payee);
    boolean newBlock =
        work.get()
            .filter(old -> old.previousBlockHash().equals(renewed.previousBlockHash()))
            .isEmpty();
    work.set(renewed);
    renewedAt = clock.instant();
    confirmedAt = renewedAt;
    events.renewed().accept(new WorkRenewed(renewed, newBlock));
  }

  /** A node of another network is as bad as none; asked again after each trouble. */
  private void requireOurChain() {
    if (chainChecked) {
      return;
    }
    String theirs = node.chainInfo().chain();
    String ours = chain.network().chainName();
    if (!theirs.equals(ours)) {
      throw new NoWorkException("the node is on " + theirs + ", the pool on " + ours);
    }
    chainChecked = true;
  }

  private boolean guarded(Runnable step) {
    try {
      step.run();
      if (!trouble.isEmpty()) {
        LOG.log(Level.INFO, "POOL-3005 the node gives work again");
        trouble = "";
      }
      return true;
    } catch (NodeException | RandomXException | ChainFormatException | NoWorkException failed) {
      chainChecked = false;
      if (trouble.isEmpty()) {
        LOG.log(Level.WARNING, "POOL-3004 no fresh work: {0}", LogText.of(failed.getMessage()));
      }
      trouble = String.valueOf(failed.getMessage());
      return false;
    }
  }

  /** The node answers, but not with work for this pool. */
  private static final class NoWorkException extends RuntimeException {
    NoWorkException(String why) {
      super(why);
    }
  }
}
