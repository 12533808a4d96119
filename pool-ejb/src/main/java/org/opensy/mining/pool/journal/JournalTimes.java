package org.opensy.mining.pool.journal;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When a journal does things.
 *
 * @param pause from a failure of the disk to the next try, and between looks for what can be
 *     deleted
 * @param spacing from the beginning of a sync to the next one, for records that can wait
 * @param nanoTime the clock, in nanoseconds; for differences only
 */
record JournalTimes(Duration pause, Duration spacing, LongSupplier nanoTime) {}
