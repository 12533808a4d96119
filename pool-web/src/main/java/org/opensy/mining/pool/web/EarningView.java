package org.opensy.mining.pool.web;

import java.time.LocalDate;
import org.opensy.mining.pool.report.DayEarning;

/**
 * What a miner earned on a day.
 *
 * @param day in UTC, such as 2026-11-27
 * @param value credits less those that were taken back; negative if more was taken back
 */
public record EarningView(LocalDate day, Money value) {

  static EarningView of(DayEarning earning) {
    return new EarningView(earning.day(), Money.of(earning.amount()));
  }
}
