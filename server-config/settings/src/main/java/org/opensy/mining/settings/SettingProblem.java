package org.opensy.mining.settings;

/**
 * One thing that is wrong with the settings.
 *
 * @param wrong what is wrong, to be read behind the key; never a secret's value
 * @param expected what would be right; empty if {@code wrong} says so
 */
public record SettingProblem(String key, String wrong, String expected) {
  private static final String MISSING = "is missing";

  /** A key that has no value but needs one. */
  public static SettingProblem missing(String key, String expected) {
    return new SettingProblem(key, MISSING, expected);
  }

  /** Whether the key has no value. */
  public boolean isMissing() {
    return wrong.equals(MISSING);
  }

  /** One line for an operator. */
  @Override
  public String toString() {
    return key + ": " + wrong + (expected.isEmpty() ? "" : "; expected " + expected);
  }
}
