package org.opensy.mining.dev.money;

import java.util.ArrayList;
import java.util.List;

/**
 * The moments at which a process can die: before and after each commit and each call to the node.
 * The chosen one does not return. Not thread-safe.
 */
class CrashPoints {
  private final int chosen;
  private final List<String> passed = new ArrayList<>();

  /**
   * @param chosen which moment, from 1; none if there are fewer
   */
  CrashPoints(int chosen) {
    this.chosen = chosen;
  }

  /** The end of the process, seen from inside. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash(String where) {
      super(where);
    }
  }

  void pass(String where) {
    passed.add(where);
    if (passed.size() == chosen) {
      throw new Crash(where);
    }
  }

  /** The moments passed so far. */
  List<String> passed() {
    return passed;
  }
}
