package org.opensy.mining.pool.node;

/**
 * No usable answer came: no connection, a time-out, a broken or oversized answer, refused
 * credentials. Worth trying again or elsewhere.
 */
public final class NodeUnreachableException extends NodeException {
  private static final long serialVersionUID = 1L;

  private final boolean maybeDone;

  /** A failure after which the node may or may not have done the work. */
  static NodeUnreachableException unclear(String message, Throwable cause) {
    return new NodeUnreachableException(message, cause, true);
  }

  /** A failure before the node took the request: it has certainly not done the work. */
  static NodeUnreachableException notTaken(String message, Throwable cause) {
    return new NodeUnreachableException(message, cause, false);
  }

  private NodeUnreachableException(String message, Throwable cause, boolean maybeDone) {
    super(message, cause);
    this.maybeDone = maybeDone;
  }

  /** Whether the node may have carried out the call although its answer is missing. */
  public boolean maybeDone() {
    return maybeDone;
  }

  /** True only if the node never took the request. */
  @Override
  public boolean definitelyNotSent() {
    return !maybeDone;
  }
}
