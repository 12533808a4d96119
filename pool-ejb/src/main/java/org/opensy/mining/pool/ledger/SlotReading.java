package org.opensy.mining.pool.ledger;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Takes whole slots from their sums, and looks at shares only in the slots at the two ends.
 * Confined to its transaction.
 */
final class SlotReading implements WorkReading {
  /** So much is looked at in one query. */
  private static final Duration STEP = Duration.ofDays(1);

  private final WorkSums sums;

  /** With the sums of a transaction that sees one state of the database. */
  SlotReading(WorkSums sums) {
    this.sums = sums;
  }

  @Override
  public WorkTally between(SharePosition after, SharePosition upto) {
    WorkTally tally = new WorkTally();
    Instant first = ShareSlot.beginOf(after.at());
    Instant last = ShareSlot.beginOf(upto.at());
    if (first.equals(last)) {
      tally.add(sums.ofShares(after, upto));
    } else if (first.isBefore(last)) {
      Instant second = first.plus(ShareSlot.LENGTH);
      tally.add(sums.ofShares(after, SharePosition.before(second)));
      tally.add(sums.ofSlots(second, last));
      tally.add(sums.ofShares(SharePosition.before(last), upto));
    }
    return tally;
  }

  @Override
  public WorkTally latest(SharePosition upto, BigInteger work) {
    WorkTally tally = new WorkTally();
    Instant last = ShareSlot.beginOf(upto.at());
    tally.add(sums.ofLatestShares(SharePosition.before(last), upto, work));
    BigInteger left = work.subtract(tally.total());
    if (left.signum() > 0) {
      addSlots(tally, last, left);
    }
    return tally;
  }

  private void addSlots(WorkTally tally, Instant end, BigInteger work) {
    Optional<Cut> cut = cut(end, work);
    if (cut.isEmpty()) {
      tally.add(sums.ofSlots(Instant.EPOCH, end));
      return;
    }
    Instant next = cut.get().begin().plus(ShareSlot.LENGTH);
    tally.add(sums.ofSlots(next, end));
    tally.add(
        sums.ofLatestShares(
            SharePosition.before(cut.get().begin()), SharePosition.before(next), cut.get().work()));
  }

  /**
   * The slot that holds the oldest share of the latest work before {@code end}, the begin of a
   * slot; nothing if there is less work.
   */
  Optional<Cut> cut(Instant end, BigInteger work) {
    BigInteger left = work;
    Optional<Instant> latest = sums.latestSlotBefore(end);
    while (latest.isPresent()) {
      Instant to = latest.get().plus(ShareSlot.LENGTH);
      Instant from = to.minus(STEP);
      for (ShareSlot slot : sums.slotsBackwards(from, to)) {
        if (slot.work().compareTo(left) >= 0) {
          return Optional.of(new Cut(slot.begin(), left));
        }
        left = left.subtract(slot.work());
      }
      latest = sums.latestSlotBefore(from);
    }
    return Optional.empty();
  }

  /**
   * Where a window ends in the past.
   *
   * @param begin of the slot
   * @param work how much of the slot's latest work counts
   */
  record Cut(Instant begin, BigInteger work) {}
}
