package org.opensy.mining.tools;

/** What the calling shell is told. */
enum ExitCode {
  /** All is as it should be. */
  OK(0),
  /** Something differs, and was printed. */
  DIFFERS(1),
  /** Nothing was looked at: the arguments make no sense. */
  USAGE(2);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
