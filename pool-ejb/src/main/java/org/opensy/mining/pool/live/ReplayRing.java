package org.opensy.mining.pool.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.opensy.mining.pool.live.LiveEvent.Position;

/**
 * The latest events that are kept, in the order in which they were heard here. Not thread-safe.
 *
 * <p>Instances may hear of events that are close together in different orders. So who comes from
 * another instance, or from before a restart, is told those of the last moments twice rather than
 * not at all: an event says how things are, so that does no harm.
 */
final class ReplayRing {
  /** So many are kept: fewer than may wait for a client. */
  static final int MOST = 200;

  /** By so much two instances may hear of things in different orders. */
  static final Duration OVERLAP = Duration.ofSeconds(10);

  private static final Pattern POSITION = Pattern.compile("(0|[1-9]\\d{0,15})(\\.[a-z]\\d{1,18})?");
  private static final long OVERLAP_MICROS = OVERLAP.toMillis() * 1000;

  private final int most;
  private final Deque<LiveEvent> events = new ArrayDeque<>();
  private long completeSince = Long.MAX_VALUE;

  ReplayRing() {
    this(MOST);
  }

  ReplayRing(int most) {
    this.most = most;
  }

  /** From this moment on every event is here. */
  void beginAt(Position position) {
    completeSince = position.micros();
  }

  /** Keeps an event. */
  void add(LiveEvent event) {
    events.addLast(event);
    if (events.size() > most) {
      long lost = events.removeFirst().position().orElseThrow().micros();
      completeSince = Math.max(completeSince, lost);
    }
  }

  /** Where who has heard everything is. */
  Position position() {
    return events.isEmpty()
        ? new Position(completeSince == Long.MAX_VALUE ? 0 : completeSince, "")
        : events.getLast().position().orElseThrow();
  }

  /**
   * What somebody has missed.
   *
   * @param id of the last event that it has heard, or a place between events
   * @return nothing if that is no longer known
   */
  Optional<List<LiveEvent>> after(String id) {
    Matcher form = POSITION.matcher(id);
    if (!form.matches()) {
      return Optional.empty();
    }
    return known(id).or(() -> later(Long.parseLong(form.group(1))));
  }

  private Optional<List<LiveEvent>> known(String id) {
    List<LiveEvent> missed = new ArrayList<>();
    for (LiveEvent event : events) {
      if (event.id().orElseThrow().equals(id)) {
        missed.clear();
        missed.add(event);
      } else if (!missed.isEmpty()) {
        missed.add(event);
      }
    }
    return missed.isEmpty() ? Optional.empty() : Optional.of(missed.subList(1, missed.size()));
  }

  private Optional<List<LiveEvent>> later(long micros) {
    long from = Math.max(0, micros - OVERLAP_MICROS);
    if (from < completeSince) {
      return Optional.empty();
    }
    return Optional.of(
        events.stream().filter(event -> event.position().orElseThrow().micros() >= from).toList());
  }
}
