package org.opensy.mining.dev.node;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** The node's clock, which {@code setmocktime} can stop. Thread-safe. */
public final class NodeTime implements InstantSource {
  private final InstantSource source;
  private volatile Optional<Instant> fixed = Optional.empty();

  /** Runs with {@code source} until it is stopped. */
  public NodeTime(InstantSource source) {
    this.source = source;
  }

  /** Stops the clock at an instant, or lets it run on. */
  public void fix(Optional<Instant> instant) {
    fixed = instant;
  }

  @Override
  public Instant instant() {
    return fixed.orElseGet(source::instant);
  }
}
