package org.opensy.mining.dev.node.chain;

import java.util.List;
import java.util.Optional;

/**
 * What came of a block.
 *
 * @param answer BIP22's words; empty means accepted onto the best chain
 * @param changed whether the tree now knows more than before: a header, a body, a fault
 * @param events steps of the best chain that it caused, in order
 */
public record Submission(Optional<String> answer, boolean changed, List<ChainEvent> events) {
  static Submission refused(String reason) {
    return new Submission(Optional.of(reason), false, List.of());
  }
}
