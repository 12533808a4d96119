package org.opensy.mining.pool.ledger;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.Bytes;
import org.opensy.mining.pool.chain.Hash256;
import org.opensy.mining.pool.chain.PowHash;
import org.opensy.mining.pool.job.FoundBlock;
import org.opensy.mining.pool.reward.BasisPoints;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.reward.RewardTerms;
import org.opensy.mining.pool.share.Contributor;
import org.opensy.mining.pool.share.ShareEntry;
import org.opensy.mining.pool.share.ShareKey;

/**
 * Shares and blocks as bytes. The first byte says what it is and in which version: {@value #SHARE}
 * a share, {@value #BLOCK} a block. The rest are its fields in the order of {@link #writeShare} and
 * {@link #writeBlock}: numbers big-endian, texts as {@link DataOutputStream#writeUTF} has them,
 * instants in microseconds since 1970, large numbers as their length in one byte and two's
 * complement. About 100 bytes a share.
 *
 * <p>A change of the fields takes a new first byte; the old one must still be read, because a
 * journal outlives an upgrade.
 */
final class LedgerCodec {
  private static final int SHARE = 1;
  private static final int BLOCK = 2;
  private static final int TYPICAL_SHARE = 160;

  private LedgerCodec() {}

  /** What a record of the journal says. */
  sealed interface Decoded {

    /** A share, with all that is written of it. */
    record OfShare(ShareEntry entry) implements Decoded {}

    /** A block, with all that is stored of it. */
    record OfBlock(BlockFind find) implements Decoded {}
  }

  static byte[] encode(ShareEntry entry) {
    return bytes(
        TYPICAL_SHARE,
        out -> {
          out.writeByte(SHARE);
          writeShare(out, entry);
        });
  }

  static byte[] encode(BlockFind find) {
    return bytes(
        find.block().block().size() + 2 * TYPICAL_SHARE,
        out -> {
          out.writeByte(BLOCK);
          writeBlock(out, find);
        });
  }

  /**
   * Reads what was encoded.
   *
   * @throws LedgerException if this release cannot read it
   */
  static Decoded decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int kind = in.readUnsignedByte();
      return switch (kind) {
        case SHARE -> new Decoded.OfShare(readShare(in));
        case BLOCK -> new Decoded.OfBlock(readBlock(in));
        default -> throw new LedgerException("the journal has a record of kind " + kind);
      };
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new LedgerException("the journal has a record that cannot be read", unreadable);
    }
  }

  private static void writeShare(DataOutputStream out, ShareEntry entry) throws IOException {
    ShareKey key = entry.key();
    out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, key.acceptedAt()));
    out.writeLong(key.session());
    out.writeInt(key.nonce());
    out.writeLong(entry.difficulty());
    out.writeLong(entry.height());
    out.writeBoolean(entry.block());
    out.writeUTF(entry.contributor().scheme().name());
    writeNumber(out, entry.price());
    out.writeUTF(key.jobId());
    out.writeUTF(entry.address());
    out.writeUTF(entry.worker());
  }

  private static ShareEntry readShare(DataInputStream in) throws IOException {
    Instant when = Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS);
    long session = in.readLong();
    int nonce = in.readInt();
    long difficulty = in.readLong();
    long height = in.readLong();
    boolean block = in.readBoolean();
    RewardScheme scheme = RewardScheme.valueOf(in.readUTF());
    Optional<BigInteger> price = readNumber(in);
    String jobId = in.readUTF();
    Contributor contributor = new Contributor(in.readUTF(), in.readUTF(), scheme);
    return new ShareEntry(
        new ShareKey(session, jobId, nonce, when), contributor, difficulty, price, height, block);
  }

  private static void writeBlock(DataOutputStream out, BlockFind find) throws IOException {
    writeShare(out, find.share());
    FoundBlock block = find.block();
    out.writeLong(block.height());
    out.write(block.hash().toArray());
    out.write(block.powHash().value().toArray());
    out.writeLong(find.reward().baseUnits());
    writeNumber(out, Optional.of(find.networkDifficulty()));
    out.writeUTF(find.terms().scheme().name());
    out.writeInt(find.terms().fee().value());
    out.writeUTF(find.terms().windowFactor().toPlainString());
    out.writeInt(block.block().size());
    out.write(block.block().toArray());
  }

  private static BlockFind readBlock(DataInputStream in) throws IOException {
    ShareEntry share = readShare(in);
    long height = in.readLong();
    BlockHash hash = BlockHash.ofInternal(in.readNBytes(Hash256.SIZE));
    PowHash powHash = PowHash.of(in.readNBytes(Hash256.SIZE));
    Amount reward = Amount.ofBaseUnits(in.readLong());
    BigInteger difficulty = readNumber(in).orElse(BigInteger.ZERO);
    RewardTerms terms =
        new RewardTerms(
            RewardScheme.valueOf(in.readUTF()),
            new BasisPoints(in.readInt()),
            new BigDecimal(in.readUTF()));
    Bytes block = Bytes.of(in.readNBytes(in.readInt()));
    return new BlockFind(
        new FoundBlock(height, hash, powHash, block), reward, difficulty, share, terms);
  }

  private static void writeNumber(DataOutputStream out, Optional<BigInteger> number)
      throws IOException {
    byte[] bytes = number.map(BigInteger::toByteArray).orElse(new byte[0]);
    out.writeByte(bytes.length);
    out.write(bytes);
  }

  private static Optional<BigInteger> readNumber(DataInputStream in) throws IOException {
    byte[] bytes = in.readNBytes(in.readUnsignedByte());
    return bytes.length == 0 ? Optional.empty() : Optional.of(new BigInteger(bytes));
  }

  @FunctionalInterface
  private interface Fields {
    void write(DataOutputStream out) throws IOException;
  }

  private static byte[] bytes(int size, Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(size);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      fields.write(out);
    } catch (IOException never) {
      throw new UncheckedIOException(never);
    }
    return bytes.toByteArray();
  }
}
