package org.opensy.mining.dev.node;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.opensy.mining.dev.node.chain.BlockTemplate;
import org.opensy.mining.dev.node.wire.Block;
import org.opensy.mining.dev.node.wire.BlockHeader;
import org.opensy.mining.dev.node.wire.Bytes;

/**
 * A node on which every hash is good enough, with a caller at its side. For what is not about
 * proofs of work.
 */
final class TestNode implements AutoCloseable {
  static final Instant NOW = Instant.ofEpochSecond(1_795_328_095L);
  static final String STRANGER = "rsyl1qwa88cugm29ssakypw5q5j9aktvxpnkjfsvn6gv";
  static final Bytes STRANGER_SCRIPT = Bytes.ofHex("0014774e7c711b51610ed88175014917b65b0c19da49");

  final RegtestNode node;
  final RpcCaller rpc;
  private int tags;

  private TestNode(RegtestNodeOptions options) {
    node = RegtestNode.start(options, () -> NOW, (key, header) -> new byte[32]);
    rpc = new RpcCaller(node.uri(), "u", "p");
  }

  static TestNode start() {
    return new TestNode(RegtestNodeOptions.of("u", "p"));
  }

  static TestNode startWith(UnaryOperator<RegtestNodeOptions> options) {
    return new TestNode(options.apply(RegtestNodeOptions.of("u", "p")));
  }

  static TestNode start(Path directory) {
    return new TestNode(RegtestNodeOptions.of("u", "p").withDataDirectory(directory));
  }

  /** A wallet of this name, created if need be. */
  RpcCaller wallet(String name) {
    if (!rpc.call("listwallets").result().toString().contains(name)) {
      rpc.call("createwallet", name).result();
    }
    return rpc.wallet(name);
  }

  /** A good block on the present tip; each call another one. */
  Block next() {
    return on(node.core().template(), STRANGER_SCRIPT);
  }

  Block on(BlockTemplate template, Bytes script) {
    tags++;
    return template.assemble(script, Bytes.ofHex(String.format("77%06x", tags)));
  }

  /** A good block on top of one that need not be the tip. */
  Block onTopOf(Block parent) {
    BlockTemplate template = node.core().template();
    BlockTemplate moved =
        new BlockTemplate(
            node.core().read(s -> s.chain().find(parent.hash()).orElseThrow()),
            List.of(),
            template.bits(),
            template.minimumTime(),
            parent.header().time() + 1);
    return on(moved, STRANGER_SCRIPT);
  }

  static Block with(Block block, UnaryOperator<BlockHeader> change) {
    return new Block(change.apply(block.header()), block.transactions());
  }

  /** BIP22's word; empty is accepted. */
  Optional<String> submit(Block block) {
    return Optional.ofNullable(
        rpc.call("submitblock", Bytes.of(block.toBytes()).toString()).result().textValue());
  }

  com.fasterxml.jackson.databind.JsonNode template() {
    return rpc.call("getblocktemplate", Map.of("rules", List.of("segwit"))).result();
  }

  @Override
  public void close() {
    node.close();
  }
}
