package org.opensy.mining.pool.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensy.mining.pool.chain.AcceptedBlock;
import org.opensy.mining.pool.chain.ChainVectors;
import org.opensy.mining.pool.job.IssuedJobs;
import org.opensy.mining.pool.job.Job;
import org.opensy.mining.pool.job.Nonce;
import org.opensy.mining.pool.job.VectorJobs;
import org.opensy.mining.pool.reward.BasisPoints;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.randomx.KeyedHasher;
import org.opensy.mining.randomx.RandomXKey;
import org.opensy.mining.randomx.RandomXLibrary;
import org.opensy.mining.randomx.RandomXMode;
import org.opensy.mining.randomx.RandomXSettings;
import org.opensy.mining.stratum.protocol.Submission;

/** The node's 12 accepted blocks, submitted as shares and judged with RandomX itself. */
class AcceptedBlockJudgedTest {
  private static Map<RandomXKey, KeyedHasher> hashers = Map.of();

  private final ShareJudge judge =
      new ShareJudge((key, header) -> hashers.get(key).hash(header), parent -> false);

  static Stream<AcceptedBlock> blocks() {
    return ChainVectors.acceptedBlocks().stream();
  }

  @BeforeAll
  static void prepareTheKeys() {
    RandomXLibrary library = RandomXLibrary.load(Optional.empty());
    RandomXSettings settings = RandomXSettings.of(RandomXMode.LIGHT);
    hashers =
        blocks()
            .map(block -> RandomXKey.ofHex(block.text("randomx_key")))
            .distinct()
            .collect(
                Collectors.toMap(key -> key, key -> KeyedHasher.light(library, key, settings)));
  }

  @AfterAll
  static void closeTheKeys() {
    hashers.values().forEach(KeyedHasher::close);
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void theWinningShareIsABlockWithTheBytesThatTheNodeAccepted(AcceptedBlock vector) {
    IssuedJobs jobs = new IssuedJobs(VectorJobs.extranonceOf(vector), new Random(vector.height()));
    Job job = jobs.issue(VectorJobs.templateOf(vector), VectorJobs.EASIEST).orElseThrow();
    Submission submission =
        Submission.claiming(
            job.id(), new Nonce(vector.nonce()).toString(), vector.text("randomx_hash"));

    assertThat(judge.judge(jobs, submission, job.previousBlockHash()))
        .isInstanceOfSatisfying(
            ShareOutcome.BlockFound.class,
            found -> {
              assertThat(found.block().block().toHex()).isEqualTo(vector.text("block"));
              assertThat(found.block().hash()).hasToString(vector.text("block_hash"));
              assertLedgerEntry(found.share(), vector.height());
            });
  }

  private static void assertLedgerEntry(ProvenShare share, long height) {
    Instant when = Instant.parse("2026-11-22T00:00:00Z");

    Contributor who = new Contributor("address", "worker", RewardScheme.SOLO);
    long session = Long.parseUnsignedLong(share.job().extranonce().toString(), 16);
    ShareKey key = new ShareKey(session, share.job().id(), share.nonce().value(), when);
    assertThat(ShareEntry.of(share, when, who, BasisPoints.ZERO))
        .isEqualTo(new ShareEntry(key, who, 1, Optional.empty(), height, true));
  }
}
