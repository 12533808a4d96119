package org.opensy.mining.pool.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensy.mining.pool.chain.AcceptedBlock;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.Bytes;
import org.opensy.mining.pool.chain.ChainVectors;
import org.opensy.mining.pool.chain.Coinbase;
import org.opensy.mining.pool.chain.Sha256d;
import org.opensy.mining.randomx.KeySchedule;

/** The 12 accepted blocks, built again from template, extranonce, payout script, tag and nonce. */
class AcceptedBlockRebuildTest {

  static Stream<AcceptedBlock> blocks() {
    return ChainVectors.acceptedBlocks().stream();
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void theCoinbaseIsTheSameByteForByte(AcceptedBlock vector) {
    Coinbase coinbase = Coinbase.of(vector.template(), vector.payee());
    byte[] plain = coinbase.serializeWithoutWitness(vector.extranonce());

    assertThat(Bytes.of(plain)).isEqualTo(vector.bytes("coinbase_no_witness"));
    assertThat(coinbase.id(new Sha256d(), vector.extranonce()).value())
        .isEqualTo(Sha256d.of(plain));
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void theHeaderIsTheSameByteForByte(AcceptedBlock vector) {
    Job job = VectorJobs.jobOf(vector);

    assertThat(job.header().slice(36, 68).toHex()).isEqualTo(vector.text("merkle_root_internal"));
    assertThat(Bytes.of(job.headerWith(new Nonce(vector.nonce()))))
        .isEqualTo(vector.bytes("header"));
    assertThat(job.header().slice(76, 80).toHex()).isEqualTo("00000000");
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void theBlockIsTheSameByteForByte(AcceptedBlock vector) {
    FoundBlock found =
        VectorJobs.jobOf(vector).solvedBy(new Nonce(vector.nonce()), vector.powHash());

    assertThat(found.block().toHex()).isEqualTo(vector.text("block"));
    assertThat(found.hash()).hasToString(vector.text("block_hash"));
    assertThat(found.height()).isEqualTo(vector.height());
    assertThat(found.powHash()).hasToString(vector.text("randomx_hash"));
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void theHashThatTheNodeAcceptedMeetsTheNetworkTarget(AcceptedBlock vector) {
    Job job = VectorJobs.jobOf(vector);

    assertThat(job.networkTarget()).hasToString(vector.templateJson().get("target").asText());
    assertThat(vector.powHash().meets(job.networkTarget())).isTrue();
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void theKeyIsThatOfTheKeySchedule(AcceptedBlock vector) {
    assertThat(KeySchedule.keyHeight(vector.height()))
        .isEqualTo(vector.json().get("key_height").asLong());
    assertThat(BlockHash.ofDisplayHex(vector.text("key_block_hash")).value().internalHex())
        .isEqualTo(vector.text("randomx_key"));
  }
}
