package org.opensy.mining.bench.load;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.BlockTemplate;
import org.opensy.mining.pool.chain.Bytes;
import org.opensy.mining.pool.chain.CompactBits;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.chain.Payee;
import org.opensy.mining.pool.chain.PoolTag;
import org.opensy.mining.pool.chain.TemplateTransaction;
import org.opensy.mining.pool.chain.TransactionId;
import org.opensy.mining.pool.job.JobTemplate;
import org.opensy.mining.randomx.RandomXKey;
import org.opensy.mining.stratum.protocol.Difficulty;
import org.opensy.mining.stratum.protocol.Target;

/**
 * Work on blocks that do not exist, with a hundred transactions (seven levels of merkle tree) each
 * and so difficult that no share is a block. Not thread-safe.
 */
final class SyntheticChain {
  /** What the work of each block is hashed under. */
  static final RandomXKey KEY = RandomXKey.ofHex("c5".repeat(32));

  private static final int TRANSACTIONS = 100;
  private static final long FIRST_HEIGHT = 1000;
  private static final long FIRST_TIME = 1_800_000_000;
  private static final int VERSION = 0x2000_0000;
  private static final Amount REWARD = Amount.ofBaseUnits(10_000_000_000L);
  private static final CompactBits NEVER_A_BLOCK =
      CompactBits.of(Target.ofDifficulty(Difficulty.of(1L << 50)));

  private final Payee payee =
      new Payee(
          Address.parse(FrontConfig.ADDRESS, Network.REGTEST).script(),
          new PoolTag("/OpenSY Mining/"));
  private long height = FIRST_HEIGHT;
  private long time = FIRST_TIME;

  /** The work of this moment. */
  JobTemplate work() {
    List<TemplateTransaction> transactions = new ArrayList<>();
    for (int number = 0; number < TRANSACTIONS; number++) {
      TransactionId id = TransactionId.ofInternal(hash(height, number + 1));
      transactions.add(new TemplateTransaction(Bytes.of(new byte[0]), id, Amount.ZERO));
    }
    BlockTemplate.HeaderFields header =
        new BlockTemplate.HeaderFields(
            VERSION, BlockHash.ofInternal(hash(height, 0)), NEVER_A_BLOCK, 0, time);
    BlockTemplate.CoinbaseFields coinbase =
        new BlockTemplate.CoinbaseFields(
            REWARD, Optional.of(Bytes.ofHex("6a24aa21a9ed" + "ab".repeat(32))));
    return JobTemplate.of(
        new BlockTemplate(height, header, coinbase, transactions, ""), KEY, payee);
  }

  /** A block is found: the work is on the next. */
  JobTemplate nextBlock() {
    height++;
    return laterWork();
  }

  /** Time passes: the work is on the same block. */
  JobTemplate laterWork() {
    time++;
    return work();
  }

  private static byte[] hash(long ofBlock, int number) {
    return ByteBuffer.allocate(32).putLong(ofBlock).putInt(number).array();
  }
}
