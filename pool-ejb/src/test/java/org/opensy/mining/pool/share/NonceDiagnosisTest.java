package org.opensy.mining.pool.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.pool.chain.ChainVectors;
import org.opensy.mining.pool.job.Job;
import org.opensy.mining.pool.job.VectorJobs;
import org.opensy.mining.stratum.protocol.Submission;

/** With SHA-256 of key and header in the place of RandomX. */
class NonceDiagnosisTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final int CRYPTONOTE_OFFSET = 39;
  private static final int OFFSET = 76;

  private final Job job = VectorJobs.jobOf(ChainVectors.acceptedBlock(16));
  private final NonceDiagnosis diagnosis =
      new NonceDiagnosis((key, header) -> hash(key.bytes(), header));

  private static byte[] hash(byte[] key, byte[] header) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(key);
      return sha.digest(header);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a miner finds that writes these four bytes there. */
  private String resultOf(String nonce, int offset) {
    byte[] header = job.header().toArray();
    System.arraycopy(HEX.parseHex(nonce), 0, header, offset, Integer.BYTES);
    return HEX.formatHex(hash(job.key().bytes(), header));
  }

  private boolean diagnosed(String nonce, String result) {
    return diagnosis.isAtCryptonoteOffset(job, Submission.claiming(job.id(), nonce, result));
  }

  @Test
  void aNonceWhereCryptoNoteHasItIsFound() {
    assertThat(diagnosed("01020304", resultOf("01020304", CRYPTONOTE_OFFSET))).isTrue();
  }

  @Test
  void anyOtherWrongResultIsNotPutDownToTheOffset() {
    assertThat(diagnosed("01020304", resultOf("01020304", OFFSET))).isFalse();
    assertThat(diagnosed("01020304", resultOf("01020305", CRYPTONOTE_OFFSET))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"01020304, ''", "01020304, ab", "0102030, ''", "zzzzzzzz, ab"})
  void whatIsMalformedIsNotDiagnosed(String nonce, String result) {
    assertThat(diagnosed(nonce, result)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0102030", "010203040", "zzzzzzzz"})
  void aNonceThatIsNoneIsNotDiagnosedWhateverTheResult(String nonce) {
    assertThat(diagnosed(nonce, resultOf("01020304", CRYPTONOTE_OFFSET))).isFalse();
  }
}
