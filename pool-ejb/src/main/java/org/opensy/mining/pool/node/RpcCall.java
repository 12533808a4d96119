package org.opensy.mining.pool.node;

import java.util.List;

/**
 * A JSON-RPC request.
 *
 * @param method the node's method name
 * @param params positional parameters: strings, numbers, booleans, lists and maps of them
 */
public record RpcCall(String method, List<Object> params) {

  /** Takes a copy of the parameters. */
  public RpcCall {
    params = List.copyOf(params);
  }

  /** The method alone: parameters may be secret. */
  @Override
  public String toString() {
    return method;
  }

  /** A call with the given positional parameters. */
  public static RpcCall of(String method, Object... params) {
    return new RpcCall(method, List.of(params));
  }
}
