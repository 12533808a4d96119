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

  /**
   * What {@code sendmany} answers before the wallet adds anything (OpenSY 0.1.0):
   *
   * <ul>
   *   <li>-6 {@code CreateTransaction} failed, too little money or any other reason ({@code
   *       SendMoney} in wallet/rpc/spend.cpp); nothing else there gives this code
   *   <li>-3, -5, -8 bad amount, address or parameter ({@code ParseOutputs} in
   *       rpc/rawtransaction_util.cpp, {@code AmountFromValue} in rpc/util.cpp, {@code
   *       InterpretSubtractFeeFromOutputInstructions} in wallet/rpc/spend.cpp)
   *   <li>-13 locked wallet, first line of {@code SendMoney}
   *   <li>-18, -19 no such wallet, no wallet named ({@code GetWalletForJSONRPCRequest} in
   *       wallet/rpc/util.cpp)
   *   <li>-28, -32601 still loading, no such method ({@code CRPCTable::execute} in rpc/server.cpp)
   *   <li>-32600 no request ({@code JSONRPCRequest::parse} in rpc/request.cpp)
   * </ul>
   *
   * <p>Not on the list, because it may come after the wallet has the transaction: -1, any
   * exception, among them a failed write of the wallet's file in {@code CommitTransaction}
   * (wallet/wallet.cpp); -4, which wallets of older Bitcoin Core lines give when the mempool
   * refuses what they have just added; -32700, which {@code HTTPReq_JSONRPC} (httprpc.cpp) makes of
   * an exception after the call, too; -7, -20, -32603, failures inside the node.
   */
  private static final Set<Integer> REFUSED_BEFORE_SENDING =
      Set.of(-3, -5, -6, -8, -13, -18, -19, -28, -32600, -32601);

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

  /** True only for the codes that {@code sendmany} gives before its wallet adds anything. */
  @Override
  public boolean definitelyNotSent() {
    return REFUSED_BEFORE_SENDING.contains(code);
  }
}
