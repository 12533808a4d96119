package org.opensy.mining.pool.node;

/** What a call to a node may end in, for fakes in other packages. */
public final class NodeFailures {
  private NodeFailures() {}

  /** The node may or may not have done the work. */
  public static NodeException unclear() {
    return NodeUnreachableException.unclear("no answer in time", null);
  }

  /** The node has certainly not done the work. */
  public static NodeException notTaken() {
    return NodeUnreachableException.notTaken("no connection", null);
  }

  /** The node refused. */
  public static NodeException refused(int code, String message) {
    return new NodeRpcException("sendmany", code, message);
  }
}
