package org.opensy.mining.bench.persisting;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.opensy.mining.pool.ledger.Worker;
import org.opensy.mining.pool.share.ShareEntry;
import org.opensy.mining.pool.share.ShareKey;

/**
 * Persists what is new of a batch, and its sums, as entities. It is let off some of the work:
 * miners and workers have to be there, workers are not touched, and another writer of the same
 * shares or of a new sum makes it fail.
 */
public final class PersistingWriter {
  private static final long SLOT_MILLIS = Duration.ofMinutes(10).toMillis();

  private final Class<? extends PersistedShare> type;
  private final Supplier<? extends PersistedShare> shares;

  private PersistingWriter(
      Class<? extends PersistedShare> type, Supplier<? extends PersistedShare> shares) {
    this.type = type;
    this.shares = shares;
  }

  /** With numbers of a sequence that counts in thousands. */
  public static PersistingWriter numberedInAdvance() {
    return new PersistingWriter(SequenceShare.class, SequenceShare::new);
  }

  /** With numbers that the database gives to each row. */
  public static PersistingWriter numberedByRow() {
    return new PersistingWriter(IdentityShare.class, IdentityShare::new);
  }

  /** Writes a batch, in the order of acceptance, in the transaction of {@code entities}. */
  public int write(EntityManager entities, List<ShareEntry> batch) {
    Map<String, Worker> workers = workers(entities, batch);
    Set<ShareKey> stored = stored(entities, batch);
    List<PersistedShare> added = new ArrayList<>();
    for (ShareEntry entry : batch) {
      if (stored.add(entry.key())) {
        PersistedShare share = shares.get();
        share.fill(entry, workers.get(entry.address()));
        entities.persist(share);
        added.add(share);
      }
    }
    addToSlots(entities, added);
    addToEarnings(entities, added.stream().filter(share -> share.price != null).toList());
    return added.size();
  }

  private static Map<String, Worker> workers(EntityManager entities, List<ShareEntry> batch) {
    return entities
        .createQuery(
            "select w from Worker w join fetch w.miner where w.miner.address in :addresses",
            Worker.class)
        .setParameter("addresses", batch.stream().map(entry -> entry.address()).distinct().toList())
        .getResultStream()
        .collect(Collectors.toMap(worker -> worker.miner().address(), Function.identity()));
  }

  private Set<ShareKey> stored(EntityManager entities, List<ShareEntry> batch) {
    return new HashSet<>(
        entities
            .createQuery(
                "select new org.opensy.mining.pool.share.ShareKey("
                    + "s.session, s.jobId, s.nonce, s.acceptedAt) from "
                    + type.getSimpleName()
                    + " s where s.acceptedAt between :first and :last",
                ShareKey.class)
            .setParameter("first", batch.get(0).acceptedAt())
            .setParameter("last", batch.get(batch.size() - 1).acceptedAt())
            .getResultList());
  }

  private static void addToSlots(EntityManager entities, List<PersistedShare> added) {
    if (added.isEmpty()) {
      return;
    }
    Map<SlotId, PersistedSlot> slots =
        entities
            .createQuery(
                "select t from PersistedSlot t where t.slot in :slots and t.minerId in :miners"
                    + " order by t.scheme, t.slot, t.minerId",
                PersistedSlot.class)
            .setParameter("slots", added.stream().map(PersistingWriter::slot).distinct().toList())
            .setParameter("miners", miners(added))
            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
            .getResultStream()
            .collect(Collectors.toMap(PersistedSlot::id, Function.identity()));
    for (PersistedShare share : added) {
      SlotId id = new SlotId(share.scheme, slot(share), share.miner.id());
      slots
          .computeIfAbsent(id, absent -> persisted(entities, new PersistedSlot(absent)))
          .add(share);
    }
  }

  private static void addToEarnings(EntityManager entities, List<PersistedShare> priced) {
    if (priced.isEmpty()) {
      return;
    }
    Map<Long, PersistedEarnings> earnings =
        entities
            .createQuery(
                "select e from PersistedEarnings e where e.minerId in :miners order by e.minerId",
                PersistedEarnings.class)
            .setParameter("miners", miners(priced))
            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
            .getResultStream()
            .collect(Collectors.toMap(earned -> earned.minerId, Function.identity()));
    for (PersistedShare share : priced) {
      PersistedEarnings of =
          earnings.computeIfAbsent(
              share.miner.id(), id -> persisted(entities, new PersistedEarnings(id)));
      of.earned = of.earned.add(share.price);
    }
  }

  private static <T> T persisted(EntityManager entities, T entity) {
    entities.persist(entity);
    return entity;
  }

  private static List<Long> miners(List<PersistedShare> shares) {
    return shares.stream().map(share -> share.miner.id()).distinct().toList();
  }

  private static Instant slot(PersistedShare share) {
    long millis = share.acceptedAt.toEpochMilli();
    return Instant.ofEpochMilli(millis - Math.floorMod(millis, SLOT_MILLIS));
  }
}
