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

  /** The rate over two measurements of the same length. */
  static HashRate mean(HashRate one, HashRate other) {
    return new HashRate(
        (one.perSecond + other.perSecond) / 2, (one.perCpuSecond + other.perCpuSecond) / 2);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%8.2f H/s %8.2f H/CPU-s", perSecond, perCpuSecond);
  }
}
