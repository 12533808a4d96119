package org.opensy.mining.pool.journal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.opensy.mining.pool.journal.JournalQueue.Append;
import org.opensy.mining.pool.journal.JournalQueue.Work;

/**
 * The journal's thread: deletes what is settled, then syncs what waits in as few groups as
 * possible. A group that failed is deleted before anything else is written: its records were
 * refused, so they may come again and must not be there twice. Confined to its thread, except for
 * what is said to be otherwise.
 */
final class JournalWriter implements Runnable {
  private static final Logger LOG = System.getLogger(JournalWriter.class.getName());
  private static final int GROUP_BYTES = 1 << 20;

  private final JournalDirectory directory;
  private final Supplier<JournalStore> stores;
  private final Journal.Times times;
  private final JournalQueue queue;
  private final JournalGauges gauges;
  private final CompletableFuture<List<JournalRecord>> opened = new CompletableFuture<>();
  private final Set<Long> groups = new HashSet<>();
  private Optional<JournalStore> store = Optional.empty();
  private long lastGroup;
  private long failedAt;
  // When the next sync may begin that is not urgent.
  private long due;

  /**
   * @param stores opens the store, again after each failure
   */
  JournalWriter(
      JournalDirectory directory,
      Supplier<JournalStore> stores,
      Journal.Times times,
      JournalQueue queue,
      JournalGauges gauges) {
    this.directory = directory;
    this.stores = stores;
    this.times = times;
    this.queue = queue;
    this.gauges = gauges;
    this.due = now();
  }

  private long now() {
    return times.nanoTime().getAsLong();
  }

  /** What was in the journal, as soon as it is open, or why it is not. For any thread. */
  CompletableFuture<List<JournalRecord>> opened() {
    return opened;
  }

  @Override
  public void run() {
    try {
      opened.complete(open());
      boolean last = false;
      while (!last) {
        last = step();
      }
    } catch (JournalException unusable) {
      opened.completeExceptionally(unusable);
    } finally {
      end();
    }
  }

  private List<JournalRecord> open() {
    JournalStore first = stores.get();
    store = Optional.of(first);
    List<JournalRecord> records = new ArrayList<>();
    for (Map.Entry<Long, byte[]> group : first.takeFound().entrySet()) {
      records.addAll(records(group.getKey(), RecordGroup.unpack(group.getValue())));
    }
    gauges.replayed(records.size());
    gauges.bytes(first.bytes());
    return records;
  }

  private List<JournalRecord> records(long group, List<byte[]> records) {
    lastGroup = Math.max(lastGroup, group);
    JournalTicket ticket = new JournalTicket(group, records.size());
    groups.add(group);
    if (records.isEmpty()) {
      LOG.log(Level.WARNING, "POOL-4025 a group of records was not written completely, dropped");
      queue.settled(ticket);
    }
    return records.stream().map(bytes -> new JournalRecord(bytes, ticket)).toList();
  }

  private boolean step() {
    try {
      Work work = queue.await(due, times.pause());
      reopenIfDue();
      delete(work.settled());
      write(work.appends());
      store.ifPresent(open -> gauges.bytes(open.bytes()));
      return work.last();
    } catch (InterruptedException asked) {
      // Not to be left set: an interrupted thread cannot use file channels.
      LOG.log(Level.DEBUG, "the journal's thread was interrupted", asked);
      return false;
    }
  }

  private void write(List<Append> appends) {
    writeInGroups(appends.stream().filter(Append::urgent).toList());
    writeInGroups(appends.stream().filter(append -> !append.urgent()).toList());
  }

  private void writeInGroups(List<Append> appends) {
    int from = 0;
    while (from < appends.size()) {
      int bytes = RecordGroup.sizeOf(appends.get(from).record());
      int to = from + 1;
      while (to < appends.size()
          && bytes + RecordGroup.sizeOf(appends.get(to).record()) <= GROUP_BYTES) {
        bytes += RecordGroup.sizeOf(appends.get(to).record());
        to++;
      }
      writeGroup(appends.subList(from, to));
      from = to;
    }
  }

  private void writeGroup(List<Append> appends) {
    byte[] bytes = RecordGroup.pack(appends.stream().map(Append::record).toList());
    if (store.isEmpty() || !hasRoom(store.get(), bytes.length, appends.get(0).urgent())) {
      Append.answer(appends, Optional.empty());
      return;
    }
    lastGroup++;
    due = now() + times.spacing().toNanos();
    try {
      store.get().append(lastGroup, bytes);
    } catch (JournalException failed) {
      failed(failed);
      Append.answer(appends, Optional.empty());
      return;
    }
    groups.add(lastGroup);
    gauges.synced(appends.size());
    JournalTicket ticket = new JournalTicket(lastGroup, appends.size());
    Append.answer(appends, Optional.of(ticket));
  }

  /** Once full, nothing but urgent records is taken until there is room for a whole file. */
  private boolean hasRoom(JournalStore open, int bytes, boolean urgent) {
    if (urgent) {
      return open.hasRoom(bytes, true);
    }
    if (gauges.isFull() && open.hasRoomForAnotherFile(false)) {
      gauges.full(false);
      LOG.log(Level.INFO, "POOL-4022 the journal has room again");
    } else if (!gauges.isFull() && !open.hasRoom(bytes, false)) {
      gauges.full(true);
      LOG.log(
          Level.ERROR,
          "POOL-4021 the journal is full, shares are refused until the database takes some:"
              + " bytes={0}",
          String.valueOf(open.bytes()));
    }
    return !gauges.isFull();
  }

  private void delete(List<JournalTicket> settled) {
    settled.forEach(ticket -> groups.remove(ticket.group()));
    if (settled.isEmpty() || store.isEmpty()) {
      return;
    }
    try {
      for (JournalTicket ticket : settled) {
        store.get().delete(ticket.group(), false);
      }
      store.get().reclaim(gauges.isFull() || groups.isEmpty());
    } catch (JournalException failed) {
      failed(failed);
    }
  }

  private void failed(JournalException failure) {
    gauges.failed();
    if (!gauges.isFailing()) {
      LOG.log(Level.ERROR, "POOL-4023 shares are refused: " + failure.getMessage(), failure);
    }
    gauges.failing(true);
    failedAt = now();
    store.ifPresent(JournalStore::close);
    store = Optional.empty();
  }

  private void reopenIfDue() {
    if (store.isPresent() || now() - failedAt < times.pause().toNanos()) {
      return;
    }
    try {
      JournalStore again = stores.get();
      store = Optional.of(again);
      for (long group : again.takeFound().keySet()) {
        if (!groups.contains(group)) {
          again.delete(group, true);
        }
      }
    } catch (JournalException failed) {
      failed(failed);
      return;
    }
    gauges.failing(false);
    LOG.log(Level.INFO, "POOL-4024 the journal is written again");
  }

  /** Whatever ended the thread: nobody waits for an answer that does not come. */
  private void end() {
    gauges.failing(!queue.close());
    opened.completeExceptionally(new JournalException("the journal's thread has ended"));
    try {
      Append.answer(queue.await(due, Duration.ZERO).appends(), Optional.empty());
    } catch (InterruptedException never) {
      Thread.currentThread().interrupt();
    }
    store.ifPresent(JournalStore::close);
    directory.close();
  }
}
