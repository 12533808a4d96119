package org.opensy.mining.pool.live;

/** How events are written; as a rule there is one object for each format. Thread-safe. */
@FunctionalInterface
public interface LiveFormat {

  /** An event as text; empty if this format has no words for it. */
  String write(LiveEvent event);
}
