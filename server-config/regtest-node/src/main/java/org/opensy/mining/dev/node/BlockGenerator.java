package org.opensy.mining.dev.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opensy.mining.dev.node.chain.BlockTemplate;
import org.opensy.mining.dev.node.chain.ProofOfWork;
import org.opensy.mining.dev.node.wire.Block;
import org.opensy.mining.dev.node.wire.BlockHeader;
import org.opensy.mining.dev.node.wire.Bytes;
import org.opensy.mining.dev.node.wire.Hash256;

/** Mines in the calling thread, as {@code generatetoaddress} does. Thread-safe. */
public final class BlockGenerator {
  private final NodeCore node;
  private final ProofOfWork proofOfWork;

  BlockGenerator(NodeCore node, ProofOfWork proofOfWork) {
    this.node = node;
    this.proofOfWork = proofOfWork;
  }

  /**
   * Mines blocks that pay {@code script}, each on the tip of its moment, and answers their hashes.
   *
   * @throws IllegalStateException if the node refuses one
   */
  public List<Hash256> generate(int count, Bytes script) {
    List<Hash256> mined = new ArrayList<>();
    for (int tag = 0; mined.size() < count; tag++) {
      Block block = mine(script, Bytes.ofHex(String.format("%08x", tag)));
      Optional<String> answer = node.submit(block);
      if (answer.isEmpty()) {
        mined.add(block.hash());
      } else if (!answer.get().equals("inconclusive") && !answer.get().equals("bad-diffbits")) {
        throw new IllegalStateException("generated block refused: " + answer.get());
      }
      // Tip or difficulty changed meanwhile: mine another one.
    }
    return mined;
  }

  private Block mine(Bytes script, Bytes tag) {
    BlockTemplate template = node.template();
    Block draft = template.assemble(script, tag);
    Hash256 key = node.read(state -> state.chain().keyFor(template.parent())).orElseThrow();
    BlockHeader found = proofOfWork.search(draft.header(), key).orElseThrow();
    return new Block(found, draft.transactions());
  }
}
