package org.opensy.mining.dev.node.chain;

import java.time.Instant;
import java.util.Optional;
import org.opensy.mining.dev.node.wire.BlockHeader;

/**
 * What a header is held against besides its parent.
 *
 * @param bits the compact target that it must carry
 * @param proofValid whether its RandomX hash meets that target
 * @param now the node's clock
 */
public record HeaderCheck(int bits, boolean proofValid, Instant now) {
  /** The checks of {@code ContextualCheckBlockHeader} in its order; empty is a pass. */
  Optional<String> check(BlockHeader header, BlockIndex parent) {
    if (header.bits() != bits) {
      return Optional.of("bad-diffbits");
    }
    return proofValid ? checkTimeAndVersion(header, parent, now) : Optional.of("high-hash-randomx");
  }

  static Optional<String> checkTimeAndVersion(BlockHeader header, BlockIndex parent, Instant now) {
    if (header.time() <= parent.medianTimePast()) {
      return Optional.of("time-too-old");
    }
    if (header.time() > now.getEpochSecond() + Consensus.MAX_FUTURE_SECONDS) {
      return Optional.of("time-too-new");
    }
    return header.version() < 4
        ? Optional.of(String.format("bad-version(0x%08x)", header.version()))
        : Optional.empty();
  }
}
