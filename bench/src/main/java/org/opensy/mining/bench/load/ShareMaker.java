package org.opensy.mining.bench.load;

import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntSupplier;
import org.opensy.mining.pool.share.ProofOfWork;
import org.opensy.mining.randomx.RandomXKey;
import org.opensy.mining.stratum.protocol.StratumJob;

/** Makes shares: claimed ones at once, real ones in a thread of its own. Thread-safe. */
final class ShareMaker implements AutoCloseable {
  private static final int FREE_BITS = 24;

  private final boolean real;
  private final ProofOfWork hash;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  /**
   * A share.
   *
   * @param nonce 8 hex digits, as the bytes stand in the blob
   * @param result 64 hex digits
   */
  record Share(String nonce, String result) {}

  private ShareMaker(boolean real, ProofOfWork hash) {
    this.real = real;
    this.hash = hash;
  }

  /** Shares that claim the easiest of all hashes. */
  static ShareMaker claimed() {
    return new ShareMaker(false, FrontMain::easiest);
  }

  /** Shares whose hash is computed, and meets the job's target. */
  static ShareMaker real(ProofOfWork hash) {
    return new ShareMaker(true, hash);
  }

  /**
   * A share of that job.
   *
   * @param nonces new ones, of which the lowest 24 bits count: the top byte stays what it is
   */
  CompletionStage<Share> make(StratumJob job, IntSupplier nonces) {
    return real
        ? CompletableFuture.supplyAsync(() -> find(job, nonces), thread)
        : CompletableFuture.completedStage(share(job, nonces.getAsInt()));
  }

  private Share find(StratumJob job, IntSupplier nonces) {
    Share share = share(job, nonces.getAsInt());
    while (!job.target().isMetBy(HexFormat.of().parseHex(share.result()))) {
      share = share(job, nonces.getAsInt());
    }
    return share;
  }

  private Share share(StratumJob job, int nonce) {
    byte[] blob = job.blobBytes();
    int at = job.nonceOffset();
    for (int i = 0; i < FREE_BITS / Byte.SIZE; i++) {
      blob[at + i] = (byte) (nonce >>> (Byte.SIZE * i));
    }
    byte[] result = hash.hash(RandomXKey.ofHex(job.seedHash()), blob);
    HexFormat hex = HexFormat.of();
    return new Share(hex.formatHex(blob, at, at + Integer.BYTES), hex.formatHex(result));
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
