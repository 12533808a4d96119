package org.opensy.mining.pool.report;

import java.time.LocalDate;
import org.opensy.mining.pool.chain.Amount;

/**
 * What a miner earned on a day.
 *
 * @param day in UTC
 * @param amount credits less those that were taken back; never nothing
 */
public record DayEarning(LocalDate day, Amount amount) {}
