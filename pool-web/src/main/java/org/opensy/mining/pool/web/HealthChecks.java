package org.opensy.mining.pool.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.opensy.mining.pool.cluster.RedisLink;
import org.opensy.mining.pool.journal.JournalStatus;
import org.opensy.mining.pool.ledger.SchemaState;
import org.opensy.mining.pool.ledger.ShareWriter;
import org.opensy.mining.pool.stratum.JobBroadcast;
import org.opensy.mining.pool.work.CurrentWork;
import org.opensy.mining.pool.work.PoolHasher;
import org.opensy.mining.pool.work.TemplateFeed;
import org.opensy.mining.randomx.RandomXReport;
import org.opensy.mining.stratum.api.StratumStats;

/**
 * What the pool uses, each as a check. Ready means that shares can be taken: node, RandomX, journal
 * and listener are there. PostgreSQL and Redis are told of as {@code degraded}: mining goes on
 * without them, and an answer never waits for either. Live means that a restart would not help.
 * Thread-safe.
 */
@ApplicationScoped
public class HealthChecks {
  private final SchemaState schema;
  private final ShareWriter shares;
  private final RedisLink redis;
  private final TemplateFeed feed;
  private final CurrentWork work;
  private final PoolHasher hasher;
  private final JobBroadcast listener;

  /** For the container's proxy. */
  protected HealthChecks() {
    this(null, null, null, null, null, null, null);
  }

  @Inject
  HealthChecks(
      SchemaState schema,
      ShareWriter shares,
      RedisLink redis,
      TemplateFeed feed,
      CurrentWork work,
      PoolHasher hasher,
      JobBroadcast listener) {
    this.schema = schema;
    this.shares = shares;
    this.redis = redis;
    this.feed = feed;
    this.work = work;
    this.hasher = hasher;
    this.listener = listener;
  }

  @Produces
  @Readiness
  HealthCheck database() {
    return () ->
        mayBeAway(
            "database",
            shares.isDatabaseAway(),
            "PostgreSQL does not answer: shares wait in the journal, nothing is credited or paid");
  }

  /**
   * A journal that is full does not make the instance unready: it waits for the database, and so do
   * those of the other instances. A disk that fails does: nothing can be accepted here.
   */
  @Produces
  @Readiness
  HealthCheck journal() {
    return () -> {
      JournalStatus status = shares.journal();
      return HealthCheckResponse.named("journal")
          .status(!status.failing())
          .withData("waiting", status.waiting())
          .withData("bytes", status.bytes())
          .withData("full", status.full())
          .build();
    };
  }

  @Produces
  @Readiness
  HealthCheck redis() {
    return () ->
        mayBeAway(
            "redis",
            redis.isAway(),
            "Redis does not answer: instances do not share bans and difficulties");
  }

  private static HealthCheckResponse mayBeAway(String name, boolean away, String trouble) {
    HealthCheckResponseBuilder answer =
        HealthCheckResponse.named(name).up().withData("degraded", away);
    return away ? answer.withData("trouble", trouble).build() : answer.build();
  }

  @Produces
  @Readiness
  HealthCheck node() {
    return () -> {
      String trouble = feed.trouble();
      long height = work.get().map(current -> current.height()).orElse(0L);
      HealthCheckResponseBuilder answer =
          HealthCheckResponse.named("node")
              .status(trouble.isEmpty() && height > 0)
              .withData("height", height);
      return trouble.isEmpty() ? answer.build() : answer.withData("trouble", trouble).build();
    };
  }

  @Produces
  @Readiness
  HealthCheck randomx() {
    return () -> {
      RandomXReport report = hasher.report();
      return HealthCheckResponse.named("randomx")
          .status(report.keys().ready() > 0)
          .withData("mode", report.mode().name())
          .withData("pages", report.pages().name())
          .build();
    };
  }

  @Produces
  @Readiness
  HealthCheck stratum() {
    return () -> listening("stratum", false);
  }

  /**
   * Before the database has answered for the first time no port is open, and a restart opens none.
   * Has a name of its own: one answer lists the checks of both kinds.
   */
  @Produces
  @Liveness
  HealthCheck liveListener() {
    return () -> listening("listener", !schema.isCurrent());
  }

  private HealthCheckResponse listening(String name, boolean orWaiting) {
    StratumStats stats = listener.stats();
    return HealthCheckResponse.named(name)
        .status(stats.ports() > 0 || orWaiting)
        .withData("connections", stats.connections())
        .withData("queue_depth", stats.queueDepth())
        .build();
  }
}
