package org.opensy.mining.dev.node.chain;

import java.math.BigInteger;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.opensy.mining.dev.node.wire.Block;
import org.opensy.mining.dev.node.wire.BlockHeader;
import org.opensy.mining.dev.node.wire.CompactTarget;
import org.opensy.mining.dev.node.wire.Hash256;

/**
 * One known header in the tree of blocks. Its place in the tree never changes; block data and
 * validity are set by {@link BlockTree} and {@link ChainState}. Not thread-safe.
 */
public final class BlockIndex {
  private static final int MEDIAN_SPAN = 11;

  private final Hash256 hash;
  private final BlockHeader header;
  private final Optional<BlockIndex> parent;
  private final int height;
  private final BigInteger chainWork;
  private final long medianTimePast;
  private Optional<Block> block = Optional.empty();
  private long sequence = Long.MAX_VALUE;
  private boolean complete;
  private boolean failed;

  /** A root: the genesis block, or a checkpoint that stands for all before it. */
  BlockIndex(Hash256 hash, BlockHeader header, int height) {
    this.hash = hash;
    this.header = header;
    this.height = height;
    parent = Optional.empty();
    chainWork = workOf(header.bits());
    medianTimePast = header.time();
  }

  BlockIndex(BlockHeader header, BlockIndex parent) {
    hash = header.hash();
    this.header = header;
    this.parent = Optional.of(parent);
    height = parent.height + 1;
    chainWork = parent.chainWork.add(workOf(header.bits()));
    medianTimePast = median();
  }

  private long median() {
    long[] times =
        ancestors()
            .limit(MEDIAN_SPAN)
            .flatMapToLong(i -> LongStream.of(i.time()))
            .sorted()
            .toArray();
    return times[times.length / 2];
  }

  private static BigInteger workOf(int bits) {
    return CompactTarget.decode(bits).map(CompactTarget::work).orElse(BigInteger.ZERO);
  }

  /** This block, its parent and so on down to the root. */
  public Stream<BlockIndex> ancestors() {
    return Stream.iterate(this, i -> i != null, i -> i.parent.orElse(null));
  }

  /** The ancestor at {@code atHeight}, this block included; empty above it or below the root. */
  public Optional<BlockIndex> ancestor(int atHeight) {
    return ancestors()
        .filter(i -> i.height <= atHeight)
        .findFirst()
        .filter(i -> i.height == atHeight);
  }

  public Hash256 hash() {
    return hash;
  }

  public BlockHeader header() {
    return header;
  }

  /** Empty for the root. */
  public Optional<BlockIndex> parent() {
    return parent;
  }

  public int height() {
    return height;
  }

  /** Seconds since 1970, from the header. */
  public long time() {
    return header.time();
  }

  /** Expected hashes in all blocks up to this one. */
  public BigInteger chainWork() {
    return chainWork;
  }

  /** Median of the times of this block and the ten before it, in seconds. */
  public long medianTimePast() {
    return medianTimePast;
  }

  /** The block; empty while only the header is known. */
  public Optional<Block> block() {
    return block;
  }

  /** Order of arrival of the block data; the earlier of two equal chains wins. */
  long sequence() {
    return sequence;
  }

  /** Whether this block or one below it broke a rule or was invalidated by hand. */
  public boolean failed() {
    return failed;
  }

  void receive(Block data, long order) {
    block = Optional.of(data);
    sequence = order;
  }

  /** Whether the data of this block and of all below it is here. */
  boolean complete() {
    return complete;
  }

  void complete(long order) {
    complete = true;
    sequence = order;
  }

  void failed(boolean value) {
    failed = value;
  }

  @Override
  public String toString() {
    return height + ":" + hash;
  }
}
