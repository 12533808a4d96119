package org.opensy.mining.stratum.protocol;

/** A line that is not a message of the protocol, with the answer that its sender deserves. */
public final class ProtocolException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient RpcId id;
  private final StratumError error;

  ProtocolException(RpcId id, StratumError error, String detail) {
    super(error.text() + ": " + detail);
    this.id = id;
    this.error = error;
  }

  ProtocolException(StratumError error, String detail) {
    this(RpcId.NONE, error, detail);
  }

  /** The same about a request whose id has become known. */
  ProtocolException withId(RpcId knownId) {
    ProtocolException copy = new ProtocolException(knownId, error, detail());
    copy.setStackTrace(getStackTrace());
    return copy;
  }

  public StratumError error() {
    return error;
  }

  /** The answer: never repeats what the peer sent. */
  public ErrorReply reply() {
    return new ErrorReply(id == null ? RpcId.NONE : id, error.code(), getMessage());
  }

  private String detail() {
    return getMessage().substring(error.text().length() + 2);
  }
}
