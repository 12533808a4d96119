package org.opensy.mining.pool.config;

/**
 * One thing that is wrong with the configuration.
 *
 * @param key the configuration key
 * @param wrong what is wrong; never a secret's value
 * @param expected what would be right
 */
public record ConfigProblem(String key, String wrong, String expected) {

  /** One line for an operator. */
  @Override
  public String toString() {
    return key + ": " + wrong + "; expected " + expected;
  }
}
