package org.opensy.mining.dev.node;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.opensy.mining.dev.node.chain.Checkpoint;

/**
 * How to start a node.
 *
 * @param port RPC port on the loopback address; 0 takes a free one
 * @param user RPC user
 * @param password RPC password
 * @param dataDirectory where journal and cookie are kept; empty: nothing outlives the node
 * @param expectedHashes average hashes a block; up to 2 is regtest's own difficulty
 * @param feeRate base units per virtual byte that wallets bid
 * @param spacing if given, the difficulty follows the miners so that blocks are about so far apart
 * @param checkTime if given, each submitted block takes so long to check, one after the other, and
 *     templates asked for meanwhile wait for those before them: as a real node does, which takes 37
 *     ms
 * @param checkpoint where the chain begins if not at genesis; tests only
 */
public record RegtestNodeOptions(
    int port,
    String user,
    String password,
    Optional<Path> dataDirectory,
    long expectedHashes,
    long feeRate,
    Optional<Duration> spacing,
    Optional<Duration> checkTime,
    Optional<Checkpoint> checkpoint) {
  /** A free port, nothing kept, regtest's own difficulty, ten base units per virtual byte. */
  public static RegtestNodeOptions of(String user, String password) {
    return new RegtestNodeOptions(
        0,
        user,
        password,
        Optional.empty(),
        2,
        10,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** With a fixed port. */
  public RegtestNodeOptions withPort(int value) {
    return new RegtestNodeOptions(
        value,
        user,
        password,
        dataDirectory,
        expectedHashes,
        feeRate,
        spacing,
        checkTime,
        checkpoint);
  }

  /** With a directory that keeps everything across restarts. */
  public RegtestNodeOptions withDataDirectory(Path directory) {
    return new RegtestNodeOptions(
        port,
        user,
        password,
        Optional.of(directory),
        expectedHashes,
        feeRate,
        spacing,
        checkTime,
        checkpoint);
  }

  /** With blocks that take so many hashes on average. */
  public RegtestNodeOptions withDifficulty(long hashes) {
    return new RegtestNodeOptions(
        port, user, password, dataDirectory, hashes, feeRate, spacing, checkTime, checkpoint);
  }

  /** With a difficulty that keeps blocks about so far apart, at least a second. */
  public RegtestNodeOptions withSpacing(Duration wanted) {
    return new RegtestNodeOptions(
        port,
        user,
        password,
        dataDirectory,
        expectedHashes,
        feeRate,
        Optional.of(wanted),
        checkTime,
        checkpoint);
  }

  /** With blocks that take so long to check. */
  public RegtestNodeOptions withCheckTime(Duration each) {
    return new RegtestNodeOptions(
        port,
        user,
        password,
        dataDirectory,
        expectedHashes,
        feeRate,
        spacing,
        Optional.of(each),
        checkpoint);
  }

  /** With a chain that begins at a trusted block. */
  public RegtestNodeOptions withCheckpoint(Checkpoint start) {
    return new RegtestNodeOptions(
        port,
        user,
        password,
        dataDirectory,
        expectedHashes,
        feeRate,
        spacing,
        checkTime,
        Optional.of(start));
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "RegtestNodeOptions[port="
        + port
        + ", user="
        + user
        + ", difficulty="
        + expectedHashes
        + "]";
  }
}
