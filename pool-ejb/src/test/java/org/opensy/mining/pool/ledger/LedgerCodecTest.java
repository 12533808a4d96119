package org.opensy.mining.pool.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.Bytes;
import org.opensy.mining.pool.chain.PowHash;
import org.opensy.mining.pool.job.FoundBlock;
import org.opensy.mining.pool.reward.BasisPoints;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.reward.RewardTerms;
import org.opensy.mining.pool.share.Contributor;
import org.opensy.mining.pool.share.ShareEntry;
import org.opensy.mining.pool.share.ShareKey;

class LedgerCodecTest {
  private static final long SEED = 20261125;

  private static final List<RewardScheme> SCHEMES = List.of(RewardScheme.values());

  private final Random random = new Random(SEED);

  @Test
  void whatIsEncodedIsDecoded() {
    for (int i = 0; i < 5_000; i++) {
      ShareEntry share = share();
      assertThat(LedgerCodec.decode(LedgerCodec.encode(share)))
          .as("share %d of seed %d", i, SEED)
          .isEqualTo(new LedgerCodec.Decoded.OfShare(share));
      BlockFind find = find(share);
      assertThat(LedgerCodec.decode(LedgerCodec.encode(find)))
          .as("block %d of seed %d", i, SEED)
          .isEqualTo(new LedgerCodec.Decoded.OfBlock(find));
    }
  }

  /** A journal outlives an upgrade: these bytes must be readable by every later release. */
  @Test
  void aShareOfTheFirstVersionIsRead() {
    byte[] bytes =
        HexFormat.of()
            .parseHex(
                "01"
                    + "0006"
                    + "44200b1c6e40"
                    + "fedcba98"
                    + "00000007"
                    + "ffffffff"
                    + "00000000000003e8"
                    + "0000000000000046"
                    + "01"
                    + "0003505053"
                    + "03010000"
                    + "00046a6f6231"
                    + "00026d31"
                    + "0003726967");
    ShareEntry share =
        new ShareEntry(
            new ShareKey(
                0xfedcba98_00000007L,
                "job1",
                -1,
                Instant.EPOCH.plus(0x000644200b1c6e40L, ChronoUnit.MICROS)),
            new Contributor("m1", "rig", RewardScheme.PPS),
            1000,
            Optional.of(BigInteger.valueOf(65536)),
            70,
            true);
    assertThat(LedgerCodec.decode(bytes)).isEqualTo(new LedgerCodec.Decoded.OfShare(share));
    assertThat(LedgerCodec.encode(share)).isEqualTo(bytes);
  }

  @Test
  void whatCannotBeReadIsSaidToBeSo() {
    byte[] bytes = LedgerCodec.encode(share());
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> LedgerCodec.decode(cut)).isInstanceOf(LedgerException.class);
    }
    bytes[0] = 9;
    assertThatThrownBy(() -> LedgerCodec.decode(bytes)).hasMessageContaining("kind 9");
  }

  private ShareEntry share() {
    RewardScheme scheme = SCHEMES.get(random.nextInt(SCHEMES.size()));
    Optional<BigInteger> price =
        scheme == RewardScheme.PPS
            ? Optional.of(new BigInteger(random.nextInt(1, 128), random))
            : Optional.empty();
    return new ShareEntry(
        new ShareKey(
            random.nextLong(),
            text(34),
            random.nextInt(),
            Instant.EPOCH.plus(random.nextLong(1L << 52), ChronoUnit.MICROS)),
        new Contributor(text(90), text(64), scheme),
        random.nextLong(1, Long.MAX_VALUE),
        price,
        random.nextLong(1L << 32),
        random.nextBoolean());
  }

  private BlockFind find(ShareEntry share) {
    return new BlockFind(
        new FoundBlock(
            random.nextLong(1L << 32),
            BlockHash.ofInternal(bytes(32)),
            PowHash.of(bytes(32)),
            Bytes.of(bytes(random.nextInt(2000)))),
        Amount.ofBaseUnits(random.nextLong(1L << 60)),
        new BigInteger(random.nextInt(1, 256), random),
        share,
        new RewardTerms(
            share.contributor().scheme(),
            new BasisPoints(random.nextInt(10_001)),
            BigDecimal.valueOf(random.nextInt(1, 10_000_000), 4)));
  }

  /** Any characters, halves of surrogate pairs too. */
  private String text(int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      text.append((char) (random.nextInt(4) == 0 ? random.nextInt(0x10000) : random.nextInt(128)));
    }
    return text.toString();
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
