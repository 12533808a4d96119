package org.opensy.mining.dev.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opensy.mining.dev.node.chain.BlockTemplate;
import org.opensy.mining.dev.node.chain.ProofOfWork;
import org.opensy.mining.dev.node.wire.Block;
import org.opensy.mining.dev.node.wire.BlockHeader;
import org.opensy.mining.dev.node.wire.Bytes;
import org.opensy.mining.dev.node.wire.Hash256;
import org.opensy.mining.dev.node.wire.Merkle;
import org.opensy.mining.dev.node.wire.Tx;
import org.opensy.mining.dev.node.wire.TxIn;
import org.opensy.mining.dev.node.wire.TxOut;

/**
 * Refuses blocks with a real node's words; every block here has a real proof of work unless it says
 * otherwise.
 */
class BlockRefusalTest {
  private static RandomXHasher hasher;
  private static ProofOfWork work;
  private static RegtestNode node;
  private static RpcCaller rpc;

  @BeforeAll
  static void start() {
    hasher = new RandomXHasher(Optional.empty());
    work = new ProofOfWork(hasher);
    node = RegtestNode.start(RegtestNodeOptions.of("u", "p"), InstantSource.system(), hasher);
    rpc = new RpcCaller(node.uri(), "u", "p");
  }

  @AfterAll
  static void stop() {
    node.close();
    hasher.close();
  }

  private static Block draft() {
    BlockTemplate template = node.core().template();
    return template.assemble(TestNode.STRANGER_SCRIPT, Bytes.ofHex("0102030405060708"));
  }

  private static Block mined(Block block) {
    return mined(block, node.core().read(s -> s.chain().keyFor(s.chain().tip())).orElseThrow());
  }

  private static Block mined(Block block, Hash256 key) {
    return new Block(work.search(block.header(), key).orElseThrow(), block.transactions());
  }

  private static Block withCoinbase(Block block, Tx coinbase) {
    List<Tx> txs = new ArrayList<>(block.transactions());
    txs.set(0, coinbase);
    Hash256 root = Merkle.of(txs.stream().map(Tx::txid).toList()).root();
    BlockHeader h = block.header();
    return new Block(new BlockHeader(h.version(), h.previous(), root, h.time(), h.bits(), 0), txs);
  }

  private static Block atTime(Block block, long time) {
    return TestNode.with(
        block, h -> new BlockHeader(h.version(), h.previous(), h.merkleRoot(), time, h.bits(), 0));
  }

  private static JsonNode submit(Block block) {
    return rpc.call("submitblock", Bytes.of(block.toBytes()).toString()).result();
  }

  private static void assertAnswers(String recorded, Block block) {
    assertThat(submit(block)).as(recorded).isEqualTo(GoldenVectors.answer(recorded));
  }

  @Test
  void answersHighHashForAHashAboveTheTarget() {
    Hash256 key =
        Hash256.ofRpc(node.core().read(s -> s.chain().at(0).orElseThrow().hash().toString()));
    Block block = draft();
    while (work.isValid(block.header(), key)) {
      block = TestNode.with(block, h -> h.withNonce(h.nonce() + 1));
    }
    assertAnswers("hash above target", block);
  }

  @Test
  void answersHighHashForAHashUnderAnotherKey() {
    Hash256 right = node.core().read(s -> s.chain().keyFor(s.chain().tip())).orElseThrow();
    Block block = mined(draft(), Hash256.ZERO);
    while (work.isValid(block.header(), right)) {
      block = mined(TestNode.with(block, h -> h.withNonce(h.nonce() + 1)), Hash256.ZERO);
    }
    assertAnswers("RandomX key = zeros (wrong epoch), hash found under it", block);
  }

  @Test
  void answersBadMerkleRootForAnotherRoot() {
    Block wrong =
        TestNode.with(
            draft(),
            h ->
                new BlockHeader(
                    h.version(),
                    h.previous(),
                    Hash256.sha256d(new byte[1]),
                    h.time(),
                    h.bits(),
                    0));
    assertAnswers("wrong merkle root", mined(wrong));
  }

  @Test
  void answersBadCoinbaseHeightForAnotherHeight() {
    Tx good = draft().transactions().get(0);
    Bytes script = Bytes.ofHex("01640102030405");
    TxIn in =
        new TxIn(
            good.inputs().get(0).previous(), script, 0xffffffffL, good.inputs().get(0).witness());
    Tx other = new Tx(2, List.of(in), good.outputs(), 0);
    assertAnswers("wrong coinbase height", mined(withCoinbase(draft(), other)));
  }

  @Test
  void answersBadCoinbaseAmountForOneBaseUnitTooMuchAndRemembersIt() {
    Tx good = draft().transactions().get(0);
    List<TxOut> outs = new ArrayList<>(good.outputs());
    outs.set(0, new TxOut(outs.get(0).value() + 1, outs.get(0).script()));
    Block greedy = mined(withCoinbase(draft(), new Tx(2, good.inputs(), outs, good.lockTime())));
    assertAnswers("coinbase pays 1 base unit too much", greedy);
    assertThat(submit(greedy).asText()).isEqualTo("duplicate-invalid");
  }

  @Test
  void answersUnexpectedWitnessWithoutCommitment() {
    Tx good = draft().transactions().get(0);
    Tx bare = new Tx(2, good.inputs(), good.outputs().subList(0, 1), 0);
    assertAnswers("missing witness commitment", mined(withCoinbase(draft(), bare)));
  }

  @Test
  void answersTimeTooOldBeforeMinimumTimeAndTooNewThreeHoursAhead() {
    BlockTemplate template = node.core().template();
    assertAnswers("time before mintime", mined(atTime(draft(), template.minimumTime() - 1)));
    assertAnswers("time 3h in the future", mined(atTime(draft(), template.time() + 3 * 60 * 60)));
  }

  @Test
  void acceptsAGoodBlockOnceAndCallsItsSiblingInconclusive() {
    BlockTemplate template = node.core().template();
    Block first = mined(template.assemble(TestNode.STRANGER_SCRIPT, Bytes.ofHex("0a01")));
    Block second = mined(template.assemble(TestNode.STRANGER_SCRIPT, Bytes.ofHex("0a02")));
    assertAnswers("good block", first);
    assertAnswers("same block again", first);
    assertAnswers("second sibling (valid, not best chain)", second);
    JsonNode loser = rpc.call("getblockheader", second.hash().toString()).result();
    JsonNode recorded = GoldenVectors.answer("getblockheader of the losing sibling");
    assertThat(loser.properties().stream().map(e -> e.getKey()))
        .containsExactlyElementsOf(recorded.properties().stream().map(e -> e.getKey()).toList());
    assertThat(loser.path("confirmations").asInt()).isEqualTo(-1);
  }

  @Test
  void answersDecodeFailedForGarbageAndForHalfABlock() {
    String half = Bytes.of(draft().toBytes()).slice(0, 100).toString();
    assertThat(rpc.call("submitblock", "not hex").error())
        .isEqualTo(GoldenVectors.answer("garbage hex").asText());
    assertThat(rpc.call("submitblock", half).error())
        .isEqualTo(GoldenVectors.answer("truncated block").asText());
    assertThat(rpc.call("submitblock", half).status()).isEqualTo(500);
  }

  @Test
  void proposalsAreJudgedWithoutProofOfWorkAndKeptNowhere() {
    int before = node.height();
    String good = Bytes.of(draft().toBytes()).toString();
    java.util.Map<String, String> proposal = java.util.Map.of("mode", "proposal", "data", good);
    assertThat(rpc.call("getblocktemplate", proposal).result().isNull()).isTrue();
    assertThat(node.height()).isEqualTo(before);
  }
}
