package org.opensy.mining.bench;

import java.util.Locale;

/**
 * One measurement.
 *
 * @param perSecond hashes a second of wall-clock time, all threads together
 * @param perCpuSecond hashes a second of CPU time of the whole process; hardly disturbed by other
 *     processes on a busy machine
 */
public record HashRate(double perSecond, double perCpuSecond) {

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%8.2f H/s %8.2f H/CPU-s", perSecond, perCpuSecond);
  }
}
