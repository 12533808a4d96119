package org.opensy.mining.stratum.protocol;

import java.util.Optional;

/**
 * A line that is not a message of the protocol, with the answer that its sender deserves. Has no
 * stack trace: whoever sends garbage must not make it costly.
 */
public final class ProtocolException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient RpcId id;
  private final StratumError error;
  private final Dialect dialect;

  private ProtocolException(RpcId id, StratumError error, Dialect dialect, String detail) {
    super(error.text() + ": " + detail, null, false, false);
    this.id = id;
    this.error = error;
    this.dialect = dialect;
  }

  ProtocolException(StratumError error, String detail) {
    this(RpcId.NONE, error, null, detail);
  }

  /** The same about a request whose id has become known. */
  ProtocolException withId(RpcId knownId) {
    return copy(knownId, dialect);
  }

  /** The same about a request whose dialect has become known. */
  ProtocolException withDialect(Dialect knownDialect) {
    return copy(id, knownDialect);
  }

  private ProtocolException copy(RpcId knownId, Dialect knownDialect) {
    return new ProtocolException(knownId, error, knownDialect, detail());
  }

  public StratumError error() {
    return error;
  }

  /** The dialect of the request's method, if that could be read. */
  public Optional<Dialect> dialect() {
    return Optional.ofNullable(dialect);
  }

  /** The answer: never repeats what the peer sent. */
  public ErrorReply reply() {
    return new ErrorReply(id == null ? RpcId.NONE : id, error.code(), getMessage());
  }

  private String detail() {
    return getMessage().substring(error.text().length() + 2);
  }
}
