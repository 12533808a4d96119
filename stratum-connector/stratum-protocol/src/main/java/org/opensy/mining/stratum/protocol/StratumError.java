package org.opensy.mining.stratum.protocol;

/**
 * Codes and texts of refusals. JSON-RPC's codes are negative, those of the pool follow Stratum's 20
 * to 24 and go on from there.
 *
 * <p>XMRig prints text and code. It closes and connects again when the text begins with {@code
 * Unauthenticated}, {@code Invalid job id}, {@code your IP is banned} or {@code IP Address
 * currently banned}, so only texts that mean this begin so.
 */
public enum StratumError {
  PARSE_ERROR(-32700, "Parse error"),
  INVALID_REQUEST(-32600, "Invalid request"),
  METHOD_NOT_FOUND(-32601, "Unknown method"),
  INVALID_PARAMS(-32602, "Invalid parameters"),
  INTERNAL_ERROR(-32603, "Internal error, try again"),
  SERVER_BUSY(-32000, "Server busy, try again"),
  MALFORMED_SHARE(20, "Malformed nonce, result or time"),
  STALE_SHARE(21, "Stale share"),
  DUPLICATE_SHARE(22, "Duplicate share"),
  LOW_DIFFICULTY(23, "Low difficulty share"),
  UNAUTHENTICATED(24, "Unauthenticated"),
  UNKNOWN_JOB(25, "Unknown job"),
  WRONG_RESULT(26, "Wrong result: this nonce has another hash"),
  INVALID_LOGIN(27, "Invalid login: the address is not one of this chain"),
  NO_COMMON_ALGORITHM(28, "No common algorithm: this pool mines rx/0 with the nonce at byte 76"),
  NO_WORK(29, "The pool has no work at the moment, try again"),
  SERVER_FULL(30, "The pool has too many connections, try again later"),
  TIME_OUT(31, "Timed out"),
  BANNED(32, "IP Address currently banned"),
  TOO_MANY_SHARES(33, "Too many shares, ask for a higher difficulty"),
  SERVER_STOPS(34, "The pool restarts, connect again");

  private final int code;
  private final String text;

  StratumError(int code, String text) {
    this.code = code;
    this.text = text;
  }

  public int code() {
    return code;
  }

  public String text() {
    return text;
  }

  public ErrorReply reply(RpcId id) {
    return new ErrorReply(id, code, text);
  }

  /** A reply that says more. */
  public ErrorReply reply(RpcId id, String detail) {
    return new ErrorReply(id, code, text + ": " + detail);
  }
}
