package org.opensy.mining.coopmine.coordinator.worker;

import java.util.regex.Pattern;

/**
 * What a worker says about itself.
 *
 * @param name 1 to 64 characters of {@code A-Z a-z 0-9 . _ -}
 * @param threads hashing threads, 1 to 4096
 * @param instance 32 hex digits that the worker's process drew at random
 * @param agent product and version, at most 128 printable ASCII characters
 */
public record Registration(String name, int threads, String instance, String agent) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern INSTANCE = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern AGENT = Pattern.compile("[ -~]{0,128}");

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the field that is wrong
   */
  public Registration {
    require(NAME.matcher(name).matches(), "name");
    require(threads >= 1 && threads <= 4096, "threads");
    require(INSTANCE.matcher(instance).matches(), "instance");
    require(AGENT.matcher(agent).matches(), "agent");
  }

  private static void require(boolean good, String field) {
    if (!good) {
      throw new IllegalArgumentException("bad " + field);
    }
  }
}
