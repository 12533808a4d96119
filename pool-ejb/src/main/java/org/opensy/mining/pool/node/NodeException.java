package org.opensy.mining.pool.node;

/** A call to a node that brought no result. */
public abstract sealed class NodeException extends RuntimeException
    permits NodeUnreachableException, NodeRpcException {
  private static final long serialVersionUID = 1L;

  NodeException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * After {@code sendmany}: whether it is certain that the wallet has made no payment, so that the
   * money may be sent again. Everything that is not on a short list is uncertain.
   */
  public abstract boolean definitelyNotSent();
}
