package org.opensy.mining.pool.node;

import java.util.Set;

/**
 * The node answered with a JSON-RPC error object. That is an answer: asking again brings the same.
 */
public final class NodeRpcException extends NodeException {
  private static final long serialVersionUID = 1L;

  /** {@code RPC_INVALID_ADDRESS_OR_KEY}: also "Block not found". */
  public static final int NOT_FOUND = -5;

  /** No peers, initial download, still loading (node's rpc/protocol.h). */
  private static final Set<Integer> NOT_READY = Set.of(-9, -10, -28);

  private final int code;
  private final String rpcMessage;

  NodeRpcException(String method, int code, String rpcMessage) {
    super(method + ": " + rpcMessage + " (" + code + ")", null);
    this.code = code;
    this.rpcMessage = rpcMessage;
  }

  /** The node's error code, negative for its own errors. */
  public int code() {
    return code;
  }

  /** The node's words, without method and code. */
  public String rpcMessage() {
    return rpcMessage;
  }

  /**
   * Whether this node cannot serve for now (no peers, downloading, loading) and another one might.
   */
  public boolean notReady() {
    return NOT_READY.contains(code);
  }
}
