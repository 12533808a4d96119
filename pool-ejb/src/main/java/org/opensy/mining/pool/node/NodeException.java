package org.opensy.mining.pool.node;

/** A call to a node that brought no result. */
public abstract sealed class NodeException extends RuntimeException
    permits NodeUnreachableException, NodeRpcException {
  private static final long serialVersionUID = 1L;

  NodeException(String message, Throwable cause) {
    super(message, cause);
  }
}
