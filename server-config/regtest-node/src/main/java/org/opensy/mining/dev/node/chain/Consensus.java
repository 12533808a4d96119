package org.opensy.mining.dev.node.chain;

import java.util.HexFormat;
import org.opensy.mining.dev.node.wire.Block;
import org.opensy.mining.dev.node.wire.WireFormatException;

/**
 * Constants of the regtest chain (OpenSY {@code kernel/chainparams.cpp}, {@code
 * consensus/consensus.h}).
 */
public final class Consensus {
  /** Base units in one SYL. */
  public static final long COIN = 100_000_000L;

  /** Most base units that can ever exist. */
  public static final long MAX_MONEY = 21_000_000_000L * COIN;

  /** Blocks between two halvings of the subsidy. */
  public static final int HALVING_INTERVAL = 150;

  /** A coinbase may be spent in a block that is this much higher. */
  public static final int COINBASE_MATURITY = 100;

  /** Blocks with the same RandomX key. */
  public static final int KEY_INTERVAL = 32;

  /** Compact form of regtest's own, easiest target. */
  public static final int EASIEST_BITS = 0x207fffff;

  /** Weight limit of a block. */
  public static final int MAX_WEIGHT = 4_000_000;

  /** Cost limit of signature operations; announced, not checked. */
  public static final int MAX_SIGOPS_COST = 80_000;

  /** Seconds that a block may be ahead of the clock. */
  public static final long MAX_FUTURE_SECONDS = 2 * 60 * 60;

  private static final int RETARGET_INTERVAL = 720;
  private static final long MAX_TIMEWARP_SECONDS = 600;
  private static final int MAX_HALVINGS = 64;

  private static final String GENESIS =
      "0100000000000000000000000000000000000000000000000000000000000000000000009e85c859015a5cd7"
          + "34868bd164b74212e8bb87bcc697d2321d865333915ef65683e15467ffff7f2002000000010100000001000000"
          + "0000000000000000000000000000000000000000000000000000000000ffffffff4304ffff001d01043b446563"
          + "20382032303234202d205379726961204c69626572617465642066726f6d204173736164202f20d8b3d988d8b1"
          + "d98ad8a720d8add8b1d8a9ffffffff010010a5d4e8000000434104678afdb0fe5548271967f1a67130b7105cd6"
          + "a828e03909a67962e0ea1f61deb649f6bc3f4cef38c4f35504e51ec112de5c384df7ba0b8d578a4c702b6bf11d"
          + "5fac00000000";

  private Consensus() {}

  /** Block 0, hash 67fb1552…54cd50. */
  public static Block genesis() {
    try {
      return Block.parse(HexFormat.of().parseHex(GENESIS));
    } catch (WireFormatException e) {
      throw new IllegalStateException("the genesis block is damaged", e);
    }
  }

  /** New base units in the block at {@code height}. */
  public static long subsidy(int height) {
    int halvings = height / HALVING_INTERVAL;
    return halvings >= MAX_HALVINGS ? 0 : (10_000 * COIN) >> halvings;
  }

  /** Height of the block whose hash keys RandomX at {@code height}. */
  public static int keyHeight(int height) {
    return Math.max(0, height / KEY_INTERVAL * KEY_INTERVAL - KEY_INTERVAL);
  }

  /**
   * Earliest time of a child of {@code parent} in seconds; the time-warp margin counts at retarget
   * heights.
   */
  public static long minimumTime(BlockIndex parent) {
    long minimum = parent.medianTimePast() + 1;
    if ((parent.height() + 1) % RETARGET_INTERVAL == 0) {
      minimum = Math.max(minimum, parent.time() - MAX_TIMEWARP_SECONDS);
    }
    return minimum;
  }
}
