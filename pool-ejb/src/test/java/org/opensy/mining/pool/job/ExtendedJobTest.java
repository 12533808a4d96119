package org.opensy.mining.pool.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensy.mining.pool.chain.AcceptedBlock;
import org.opensy.mining.pool.chain.Block;
import org.opensy.mining.pool.chain.BlockHeader;
import org.opensy.mining.pool.chain.Bytes;
import org.opensy.mining.pool.chain.ChainVectors;
import org.opensy.mining.pool.chain.Coinbase;
import org.opensy.mining.pool.chain.Transaction;
import org.opensy.mining.pool.chain.TxInput;
import org.opensy.mining.stratum.protocol.BitcoinJob;

/** The 12 accepted blocks, built again as a miner of the Bitcoin dialect does. */
class ExtendedJobTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final String EXTRANONCE2 = "a1b2c3d4";

  static Stream<AcceptedBlock> blocks() {
    return ChainVectors.acceptedBlocks().stream();
  }

  private static IssuedJobs bookOf(AcceptedBlock vector) {
    return IssuedJobs.extended(VectorJobs.extranonceOf(vector), new Random(vector.height()));
  }

  private static BitcoinMiner minerOf(AcceptedBlock vector, BitcoinJob job) {
    return new BitcoinMiner(job, VectorJobs.extranonceOf(vector).toString());
  }

  private static String time(AcceptedBlock vector) {
    return HEX.toHexDigits((int) BlockHeader.parse(vector.bytes("header").toArray()).time());
  }

  /** The miner in these tests is right: with the accepted coinbase it makes the accepted header. */
  @ParameterizedTest
  @MethodSource("blocks")
  void withTheAcceptedCoinbaseTheMinersHeaderIsTheAcceptedOne(AcceptedBlock vector) {
    Coinbase accepted = Coinbase.of(vector.template(), vector.payee());
    IssuedJobs jobs = bookOf(vector);
    BitcoinJob job =
        jobs.onTheWire(jobs.issue(VectorJobs.templateOf(vector), VectorJobs.EASIEST).orElseThrow());
    BitcoinJob withEightBytes =
        new BitcoinJob(
            job.jobId(),
            job.previousHash(),
            accepted.beforeExtranonce().toHex(),
            accepted.afterExtranonce().toHex(),
            job.merkleBranch(),
            job.version(),
            job.bits(),
            job.ntime(),
            job.cleanJobs());
    BitcoinMiner miner = minerOf(vector, withEightBytes);

    assertThat(Bytes.of(miner.coinbase(""))).isEqualTo(vector.bytes("coinbase_no_witness"));
    assertThat(Bytes.of(miner.header("", time(vector), HEX.toHexDigits(vector.nonce()))))
        .isEqualTo(vector.bytes("header"));
    assertThat(job.ntime()).isEqualTo(time(vector));
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void whatTheMinerHashesIsWhatThePoolHashes(AcceptedBlock vector) {
    IssuedJobs jobs = bookOf(vector);
    Job job = jobs.issue(VectorJobs.templateOf(vector), VectorJobs.EASIEST).orElseThrow();
    BitcoinMiner miner = minerOf(vector, jobs.onTheWire(job));
    for (String nonce : List.of("00000000", "01020304", "FFFFFFFE")) {
      RolledSolution solution =
          RolledSolution.parse(EXTRANONCE2, time(vector), nonce).orElseThrow();

      assertThat(HEX.formatHex(job.headerWith(solution)))
          .isEqualTo(HEX.formatHex(miner.header(EXTRANONCE2, time(vector), nonce)));
    }
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void theBlockDiffersFromTheAcceptedOneOnlyInWhatTheMinerChose(AcceptedBlock vector) {
    IssuedJobs jobs = bookOf(vector);
    Job job = jobs.issue(VectorJobs.templateOf(vector), VectorJobs.EASIEST).orElseThrow();
    String later = HEX.toHexDigits((int) vector.template().headerTime() + 5);
    RolledSolution solution = RolledSolution.parse(EXTRANONCE2, later, "01020304").orElseThrow();
    FoundBlock found = job.solvedBy(solution, vector.powHash());
    Block block = Block.parse(found.block().toArray());
    BitcoinMiner miner = minerOf(vector, jobs.onTheWire(job));

    assertThat(found.hash()).isEqualTo(block.hash());
    assertThat(block.header().serialize()).isEqualTo(miner.header(EXTRANONCE2, later, "01020304"));
    assertThat(block.computeMerkleRoot()).isEqualTo(block.header().merkleRoot());
    assertThat(block.coinbase().serializeWithoutWitness()).isEqualTo(miner.coinbase(EXTRANONCE2));
    assertThat(asAccepted(block, Block.parseHex(vector.text("block"))).toHex())
        .isEqualTo(vector.text("block"));
  }

  /** The block with the accepted one's scriptSig, and hence merkle root, and its time and nonce. */
  private static Block asAccepted(Block block, Block accepted) {
    Transaction coinbase = block.coinbase();
    TxInput input = coinbase.inputs().get(0);
    TxInput acceptedInput = accepted.coinbase().inputs().get(0);
    List<Transaction> transactions = new ArrayList<>(block.transactions());
    transactions.set(
        0,
        new Transaction(
            coinbase.version(),
            List.of(
                new TxInput(
                    input.previousTransaction(),
                    input.previousIndex(),
                    acceptedInput.script(),
                    input.sequence(),
                    input.witness())),
            coinbase.outputs(),
            coinbase.lockTime()));
    BlockHeader header = block.header();
    return new Block(
        new BlockHeader(
            header.version(),
            header.previousBlockHash(),
            accepted.header().merkleRoot(),
            accepted.header().time(),
            header.bits(),
            accepted.header().nonce()),
        transactions);
  }
}
