package org.opensy.mining.dev.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.opensy.mining.dev.node.RegtestNode;
import org.opensy.mining.dev.node.RegtestNodeOptions;

/**
 * The node of the development stack: the one that was given, else a regtest node of our own. Not
 * thread-safe.
 */
final class DevStackNode {
  private static final String USER = "pool";

  private final StackSettings settings;

  DevStackNode(StackSettings settings) {
    this.settings = settings;
  }

  /** How to start our own node: data kept, a new password each time. */
  RegtestNodeOptions options(long blockHashes, Duration spacing) {
    return RegtestNodeOptions.of(USER, Secrets.next())
        .withPort(settings.port(StackPort.NODE))
        .withDataDirectory(settings.paths().work().resolve("node"))
        .withDifficulty(blockHashes)
        .withSpacing(spacing);
  }

  /** Our own node, running. */
  NodeAccess own(RegtestNode node, RegtestNodeOptions options) throws IOException {
    return withAddress(
        new NodeAccess(node.uri().toString(), options.user(), options.password(), "", ""));
  }

  /** The node given with {@code pool.node.url}; it must answer. */
  NodeAccess given() throws IOException {
    return withAddress(
        new NodeAccess(
            settings.nodeUrl().orElseThrow(),
            settings.value("pool.node.user").orElse(""),
            settings.value("pool.node.password").orElse(""),
            settings.value("pool.node.cookie-file").orElse(""),
            ""));
  }

  /**
   * Takes {@code pool.address}, else the address of the last run if the wallet still has it, else a
   * new one.
   */
  private NodeAccess withAddress(NodeAccess access) throws IOException {
    NodeRpcClient client = new NodeRpcClient(access);
    Optional<String> configured = settings.value("pool.address");
    if (configured.isPresent()) {
      client.height();
      return access.paying(configured.get());
    }
    Path remembered = settings.paths().work().resolve("pool-address");
    if (Files.exists(remembered)) {
      String last = Files.readString(remembered).strip();
      if (client.owns(last)) {
        return access.paying(last);
      }
    }
    String address = client.newAddress("pool");
    Files.writeString(remembered, address + "\n");
    return access.paying(address);
  }
}
