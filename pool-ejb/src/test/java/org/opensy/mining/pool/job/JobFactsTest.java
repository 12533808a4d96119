package org.opensy.mining.pool.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.chain.AcceptedBlock;
import org.opensy.mining.pool.chain.ChainVectors;
import org.opensy.mining.pool.chain.PowHash;
import org.opensy.mining.stratum.protocol.Difficulty;
import org.opensy.mining.stratum.protocol.Target;

/** What jobs and templates say of themselves, against the blocks that the node accepted. */
class JobFactsTest {
  private static final AcceptedBlock VECTOR = ChainVectors.acceptedBlock(16);

  private final JobTemplate template = VectorJobs.templateOf(VECTOR);
  private final Job job = VectorJobs.jobOf(VECTOR);

  @Test
  void aTemplateNamesItsKeyAsJobsDo() {
    assertThat(template.seedHash()).isEqualTo(VECTOR.text("randomx_key"));
  }

  /** The bits of regtest, 207fffff, stand for a target of half of all numbers. */
  @Test
  void aBlockOfTheRegtestNetworkTakesTwoHashes() {
    assertThat(template.template().header().bits()).hasToString("207fffff");
    assertThat(template.networkDifficulty()).isEqualTo(2);
  }

  @Test
  void aTemplateKeepsTheNodes() {
    assertThat(template.template()).isEqualTo(VECTOR.template());
  }

  /** Bytes 39 to 42, where the block headers of CryptoNote have their nonce. */
  @Test
  void aMinerOfCryptoNoteWritesItsNonceIntoThePreviousHashOrTheRoot() {
    byte[] wrong = job.headerWithCryptonoteNonce(new Nonce(0x04030201));

    assertThat(Arrays.copyOfRange(wrong, 39, 43)).containsExactly(1, 2, 3, 4);
    System.arraycopy(job.header().toArray(), 39, wrong, 39, Integer.BYTES);
    assertThat(wrong).isEqualTo(job.header().toArray());
  }

  @Test
  void aBookKnowsWhichKindOfJobsItIssues() {
    Extranonce extranonce = new Extranonce(7, 1);

    assertThat(IssuedJobs.extended(extranonce, new Random(1)).isExtended()).isTrue();
    assertThat(new IssuedJobs(extranonce, new Random(1)).isExtended()).isFalse();
  }

  @Test
  void ofTwoTargetsTheEasierCountsAndOfEqualOnesTheSessionsOwn() {
    ShareTarget easy = ShareTarget.of(Difficulty.of(1000));
    ShareTarget hard = ShareTarget.of(Difficulty.of(1001));
    ShareTarget sameTarget = new ShareTarget(Difficulty.of(999), easy.target());

    assertThat(hard.orEasier(easy)).isSameAs(easy);
    assertThat(easy.orEasier(hard)).isSameAs(easy);
    assertThat(easy.orEasier(sameTarget)).isSameAs(easy);
    assertThat(ShareTarget.of(Target.EASIEST).difficulty()).isEqualTo(Difficulty.of(1));
  }

  @Test
  void whatGoesToALogNamesTheHeightAndHoldsNoBlob() {
    FoundBlock found = job.solvedBy(new Nonce(0), PowHash.of(new byte[32]));

    assertThat(found.parent()).isEqualTo(job.template().previousBlockHash());

    assertThat(template).hasToString("job template of height 16");
    assertThat(job).hasToString("job 1 of height 16");
    assertThat(found.toString()).contains("16", found.hash().toString()).hasSizeLessThan(200);
  }
}
