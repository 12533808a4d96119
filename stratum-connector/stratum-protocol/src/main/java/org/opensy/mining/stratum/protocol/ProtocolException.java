package org.opensy.mining.stratum.protocol;

import java.util.Optional;

/**
 * A line that is not a message of the protocol, with the answer that its sender deserves. It may be
 * valid JSON-RPC all the same: an unknown method, or params that the method does not take. Has no
 * stack trace: whoever sends garbage must not make it costly.
 */
public final class ProtocolException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient RpcId id;
  private final StratumError error;
  private final Dialect dialect;
  private final boolean jsonRpc;
  private final boolean answered;

  private ProtocolException(ProtocolException about, RpcId id, Dialect dialect, boolean answered) {
    super(about.getMessage(), null, false, false);
    this.id = id;
    this.error = about.error;
    this.dialect = dialect;
    this.jsonRpc = about.jsonRpc;
    this.answered = answered;
  }

  private ProtocolException(StratumError error, String detail, boolean jsonRpc) {
    super(error.text() + ": " + detail, null, false, false);
    this.id = RpcId.NONE;
    this.error = error;
    this.dialect = null;
    this.jsonRpc = jsonRpc;
    this.answered = true;
  }

  ProtocolException(StratumError error, String detail) {
    this(
        error,
        detail,
        error == StratumError.METHOD_NOT_FOUND || error == StratumError.INVALID_PARAMS);
  }

  static ProtocolException ofValidJsonRpc(StratumError error, String detail) {
    return new ProtocolException(error, detail, true);
  }

  /** The same about something that expects no answer: a notification, or an answer itself. */
  ProtocolException unanswered() {
    return new ProtocolException(this, id, dialect, false);
  }

  /** The same about a request whose id has become known. */
  ProtocolException withId(RpcId knownId) {
    return new ProtocolException(this, knownId, dialect, answered);
  }

  /** The same about a request whose dialect has become known. */
  ProtocolException withDialect(Dialect knownDialect) {
    return new ProtocolException(this, id, knownDialect, answered);
  }

  public StratumError error() {
    return error;
  }

  /** The dialect of the request's method, if that could be read. */
  public Optional<Dialect> dialect() {
    return Optional.ofNullable(dialect);
  }

  /** Whether the line is valid JSON-RPC, so that nothing speaks against its sender. */
  public boolean isJsonRpc() {
    return jsonRpc;
  }

  /** Whether the sender expects an answer. */
  public boolean isAnswered() {
    return answered;
  }

  /** The answer: never repeats what the peer sent. */
  public ErrorReply reply() {
    return new ErrorReply(id == null ? RpcId.NONE : id, error.code(), getMessage());
  }
}
