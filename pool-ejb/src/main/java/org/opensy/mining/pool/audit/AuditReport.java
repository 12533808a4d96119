package org.opensy.mining.pool.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an audit looked at and what it found. Thread-safe.
 *
 * @param at when it began
 * @param checks each check with the number of things that it compared
 * @param findings what differs; nothing if all is well
 * @param truncated whether more was found than is listed
 */
public record AuditReport(
    Instant at, Map<String, Long> checks, List<Finding> findings, boolean truncated) {
  private static final int MOST_FINDINGS = 1000;

  /** Takes copies. */
  public AuditReport {
    checks = new LinkedHashMap<>(checks);
    findings = List.copyOf(findings);
  }

  /**
   * Something that differs.
   *
   * @param check which check found it
   * @param subject what it is about, such as a block's hash
   * @param difference in words, with both figures
   */
  public record Finding(String check, String subject, String difference) {

    @Override
    public String toString() {
      return check + ": " + subject + ": " + difference;
    }
  }

  /** Whether nothing differs. */
  public boolean isClean() {
    return findings.isEmpty();
  }

  /** Gathers what is found. Not thread-safe. */
  static final class Builder {
    private final Instant at;
    private final Map<String, Long> checks = new LinkedHashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private boolean truncated;

    Builder(Instant at) {
      this.at = at;
    }

    /** So many things were compared. */
    void compared(String check, long count) {
      checks.merge(check, count, Math::addExact);
    }

    void found(String check, String subject, String difference) {
      if (findings.size() < MOST_FINDINGS) {
        findings.add(new Finding(check, subject, difference));
      } else {
        truncated = true;
      }
    }

    /** Compares two figures of one thing. */
    void compare(String check, String subject, Object books, Object recomputed) {
      compared(check, 1);
      if (!books.equals(recomputed)) {
        found(check, subject, "the books say " + books + ", recomputed " + recomputed);
      }
    }

    AuditReport build() {
      return new AuditReport(at, checks, findings, truncated);
    }
  }
}
