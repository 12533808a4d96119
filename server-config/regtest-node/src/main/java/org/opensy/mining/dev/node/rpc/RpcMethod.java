package org.opensy.mining.dev.node.rpc;

import com.fasterxml.jackson.databind.JsonNode;

/** One method of the RPC. Thread-safe. */
@FunctionalInterface
interface RpcMethod {
  /**
   * Does the work.
   *
   * @return the result, a JSON null if there is none
   * @throws RpcRefusal to answer with an error object
   */
  JsonNode call(RpcCall call);
}
