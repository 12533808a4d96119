package org.opensy.mining.dev.node.rpc;

import java.util.Map;
import org.opensy.mining.dev.node.NodeCore;
import org.opensy.mining.dev.node.RegtestNode;
import org.opensy.mining.dev.node.WalletOperations;

/** Puts the methods of a node together. */
public final class NodeRpc {
  private final Dispatcher dispatcher;

  /** All methods of the node, and the {@code dev…} ones that steer it. */
  public NodeRpc(RegtestNode node, NodeCore core, WalletOperations operations) {
    dispatcher = new Dispatcher(node.faults());
    dispatcher.register(new ChainCalls(core).methods());
    dispatcher.register(new MiningCalls(core, node).methods());
    dispatcher.register(Map.of("getblocktemplate", new TemplateCall(core)::call));
    dispatcher.register(new NetworkCalls(core.time()).methods());
    dispatcher.register(new WalletCalls(core, operations).methods());
    dispatcher.register(new LockCalls(core, operations).methods());
    dispatcher.register(new PaymentCalls(core, operations).methods());
    dispatcher.register(new HistoryCalls(core).methods());
    dispatcher.register(new DevCalls(node).methods());
  }

  /** A server that is not listening yet. */
  public RpcServer server(Credentials credentials) {
    return new RpcServer(dispatcher, credentials);
  }
}
