package org.opensy.mining.dev.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opensy.mining.dev.node.wire.Hash256;
import org.opensy.mining.dev.node.wire.Tx;
import org.opensy.mining.dev.node.wire.WireFormatException;
import org.opensy.mining.pool.chain.BlockTemplate;
import org.opensy.mining.pool.chain.Bytes;
import org.opensy.mining.pool.chain.Payee;
import org.opensy.mining.pool.chain.PoolTag;
import org.opensy.mining.pool.config.NodeAddress;
import org.opensy.mining.pool.config.NodeLogin;
import org.opensy.mining.pool.config.NodeSettings;
import org.opensy.mining.pool.config.Secret;
import org.opensy.mining.pool.job.Extranonce;
import org.opensy.mining.pool.job.IssuedJobs;
import org.opensy.mining.pool.job.Job;
import org.opensy.mining.pool.job.JobTemplate;
import org.opensy.mining.pool.job.ShareTarget;
import org.opensy.mining.pool.node.NodeClient;
import org.opensy.mining.pool.node.SubmitResult;
import org.opensy.mining.pool.share.ShareJudge;
import org.opensy.mining.pool.share.ShareOutcome;
import org.opensy.mining.randomx.RandomXKey;
import org.opensy.mining.stratum.protocol.BitcoinDifficulty;
import org.opensy.mining.stratum.protocol.BitcoinJob;
import org.opensy.mining.stratum.protocol.Submission;
import org.opensy.mining.stratum.protocol.Target;

/**
 * On each recorded template a miner of the Bitcoin dialect finds a block, from nothing but what it
 * is told; the pool judges it and the node takes it.
 */
class BitcoinMinedBlocksTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Extranonce EXTRANONCE = new Extranonce(0x01020304, 0x05060708);
  private static final String EXTRANONCE2 = "a1b2c3d4";
  private static final int MOST_TRIES = 100;

  private static RandomXHasher hasher;

  @BeforeAll
  static void start() {
    hasher = new RandomXHasher(Optional.empty());
  }

  @AfterAll
  static void stop() {
    hasher.close();
  }

  @TestFactory
  Stream<DynamicTest> theNodeTakesWhatTheMinerFinds() {
    return GoldenVectors.forEachAcceptedBlock(BitcoinMinedBlocksTest::mine);
  }

  private static void mine(JsonNode recorded) throws WireFormatException {
    Instant now = Instant.ofEpochSecond(recorded.path("template").path("curtime").asLong());
    RegtestNodeOptions options =
        RegtestNodeOptions.of("u", "p").withCheckpoint(GoldenVectors.below(recorded));
    try (RegtestNode node = RegtestNode.start(options, () -> now, hasher)) {
      for (JsonNode tx : recorded.path("template").path("transactions")) {
        byte[] raw = HEX.parseHex(tx.path("data").asText());
        assertThat(node.addTransaction(Tx.parse(raw), tx.path("fee").asLong())).isEmpty();
      }
      NodeClient client = clientOf(node);
      BlockTemplate template = client.blockTemplate();
      ShareOutcome.BlockFound found = find(recorded, template);
      assertThat(client.submitBlock(found.block().block().toHex(), found.block().hash()))
          .isInstanceOf(SubmitResult.Accepted.class);
      assertThat(node.bestBlockHash()).isEqualTo(found.block().hash().toString());
    }
  }

  private static NodeClient clientOf(RegtestNode node) {
    NodeAddress address = new NodeAddress(node.uri(), new NodeLogin.Password("u", new Secret("p")));
    return NodeClient.of(
        new NodeSettings(List.of(address), new NodeSettings.Times(LONG, LONG, LONG, LONG, LONG)),
        InstantSource.system());
  }

  private static ShareOutcome.BlockFound find(JsonNode recorded, BlockTemplate template) {
    Bytes script = Bytes.ofHex(recorded.path("payout_script").asText());
    RandomXKey key = RandomXKey.ofHex(recorded.path("randomx_key").asText());
    JobTemplate work =
        JobTemplate.of(template, key, new Payee(script, new PoolTag("/OpenSY Mining/")));
    IssuedJobs book = IssuedJobs.extended(EXTRANONCE, new Random(template.height()));
    Job job = book.issue(work, ShareTarget.of(template.networkTarget())).orElseThrow();
    BitcoinJob wire = book.onTheWire(job);
    Target told = BitcoinDifficulty.of(job.share().target()).toTarget();
    String time = HEX.toHexDigits((int) (Long.parseLong(wire.ntime(), 16) + 7));
    String nonce = solve(recorded, wire, time, told);
    ShareJudge judge =
        new ShareJudge((used, header) -> hasher.hash(keyBlock(recorded), header), parent -> false);
    ShareOutcome outcome =
        judge.judge(
            book,
            Submission.unclaimed(wire.jobId(), EXTRANONCE2, time, nonce),
            template.previousBlockHash());
    assertThat(outcome).isInstanceOf(ShareOutcome.BlockFound.class);
    return (ShareOutcome.BlockFound) outcome;
  }

  /** Two hashes on average, until one meets the target of the difficulty that the miner is told. */
  private static String solve(JsonNode recorded, BitcoinJob job, String time, Target target) {
    for (int nonce = 0x0badc000; nonce < 0x0badc000 + MOST_TRIES; nonce++) {
      String hex = HEX.toHexDigits(nonce);
      byte[] header = header(job, time, hex);
      if (target.isMetBy(hasher.hash(keyBlock(recorded), header))) {
        return hex;
      }
    }
    throw new AssertionError("no block in " + MOST_TRIES + " hashes");
  }

  private static Hash256 keyBlock(JsonNode recorded) {
    return Hash256.ofRpc(recorded.path("key_block_hash").asText());
  }

  private static byte[] header(BitcoinJob job, String time, String nonce) {
    String coinbase = job.coinbase1() + EXTRANONCE + EXTRANONCE2 + job.coinbase2();
    byte[] root = sha256d(HEX.parseHex(coinbase));
    for (String sibling : job.merkleBranch()) {
      root = sha256d(HEX.parseHex(HEX.formatHex(root) + sibling));
    }
    return HEX.parseHex(
        swapped(job.version())
            + swapped(job.previousHash())
            + HEX.formatHex(root)
            + swapped(time)
            + swapped(job.bits())
            + swapped(nonce));
  }

  /** The bytes of each word of 8 digits in reverse. */
  private static String swapped(String words) {
    StringBuilder result = new StringBuilder();
    for (int at = 0; at < words.length(); at += 8) {
      byte[] word = HEX.parseHex(words, at, at + 8);
      result.append(HEX.formatHex(new byte[] {word[3], word[2], word[1], word[0]}));
    }
    return result.toString();
  }

  private static byte[] sha256d(byte[] data) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return digest.digest(digest.digest(data));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
