package org.opensy.mining.pool.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.opensy.mining.pool.block.Block;
import org.opensy.mining.pool.block.BlockStatus;
import org.opensy.mining.pool.live.LiveEvent.Position;
import org.opensy.mining.pool.report.ChangePoint;
import org.opensy.mining.pool.report.Changed;
import org.opensy.mining.pool.report.ListedBlock;
import org.opensy.mining.pool.report.ListedPayment;
import org.opensy.mining.pool.report.PoolReports;

/**
 * Finds out which blocks and payments are new or changed, whichever instance did it, by looking at
 * the database. Changes bear the clock of who makes them and are seen when they are committed, so
 * each look begins {@link #OVERLAP} before the latest change and skips what was seen. Two changes
 * of one entry between two looks are seen as one. Not thread-safe.
 *
 * <p>Every method throws a {@link org.opensy.mining.pool.sql.DatabaseException} if the database
 * does not answer; the next look finds what this one did not.
 */
final class LiveChanges {
  /** By so much a change may be seen after a later one. */
  static final Duration OVERLAP = Duration.ofMinutes(10);

  private static final int PAGE = 500;

  /** Blocks of which it is remembered that they were on the chain. */
  private static final int MOST_REMEMBERED = 10_000;

  private final PoolReports reports;
  private final Map<String, Instant> seen = new HashMap<>();
  private final Set<Long> onChain =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
              return size() > MOST_REMEMBERED;
            }
          });
  private Instant latest = Instant.EPOCH;

  LiveChanges(PoolReports reports) {
    this.reports = reports;
  }

  /**
   * What happened last, before anybody listens.
   *
   * @param completeSince no later change is missing
   */
  record Past(Position completeSince, List<LiveEvent> events) {}

  /** Looks for the first time. */
  Past begin(int most) {
    Optional<Instant> first = reports.nthChange(most);
    List<LiveEvent> events = lookFrom(first.orElse(Instant.EPOCH));
    return new Past(first.map(at -> Position.of(at, "")).orElse(Position.BEGIN), events);
  }

  /** Looks again. */
  List<LiveEvent> look() {
    List<LiveEvent> events = lookFrom(latest.minus(OVERLAP));
    seen.values().removeIf(at -> at.isBefore(latest.minus(OVERLAP)));
    return events;
  }

  /** All is read before any of it counts as seen. */
  private List<LiveEvent> lookFrom(Instant from) {
    List<Changed<ListedBlock>> blocks = read(from, reports::blocksChanged);
    List<Changed<ListedPayment>> payments = read(from, reports::paymentsChanged);
    List<LiveEvent> events = new ArrayList<>();
    blocks.stream().filter(each -> isNews("b", each)).map(this::block).forEach(events::add);
    payments.stream().filter(each -> isNews("p", each)).map(this::payment).forEach(events::add);
    events.sort(Comparator.comparing(LiveEvent::at));
    return events;
  }

  private static <T> List<Changed<T>> read(
      Instant from, BiFunction<ChangePoint, Integer, List<Changed<T>>> reading) {
    List<Changed<T>> all = new ArrayList<>(reading.apply(new ChangePoint(from, 0), PAGE));
    for (int length = all.size(); length == PAGE; ) {
      List<Changed<T>> page = reading.apply(all.get(all.size() - 1).point(), PAGE);
      all.addAll(page);
      length = page.size();
    }
    return all;
  }

  private boolean isNews(String kind, Changed<?> change) {
    Instant at = change.point().at();
    latest = at.isAfter(latest) ? at : latest;
    return !at.equals(seen.put(kind + change.point().id(), at));
  }

  private LiveEvent block(Changed<ListedBlock> change) {
    Block block = change.entry().block();
    boolean isNew =
        block.status().isOnChain()
            && onChain.add(block.id())
            && block.status() != BlockStatus.MATURED
            && block.foundAt().plus(OVERLAP).isAfter(change.point().at());
    return LiveEvent.kept(
        LiveChannel.BLOCKS,
        new LiveData.Block(change.entry(), isNew),
        change.point().at(),
        "b" + change.point().id());
  }

  private LiveEvent payment(Changed<ListedPayment> change) {
    return LiveEvent.kept(
        LiveChannel.PAYMENTS,
        new LiveData.Payment(change.entry()),
        change.point().at(),
        "p" + change.point().id());
  }
}
