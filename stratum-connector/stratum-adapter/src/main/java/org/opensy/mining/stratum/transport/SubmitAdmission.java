package org.opensy.mining.stratum.transport;

import java.util.function.BooleanSupplier;
import org.opensy.mining.stratum.api.Offence;
import org.opensy.mining.stratum.api.StratumEvent;
import org.opensy.mining.stratum.protocol.RpcId;
import org.opensy.mining.stratum.protocol.StratumError;
import org.opensy.mining.stratum.protocol.Submission;
import org.opensy.mining.stratum.transport.CallQueue.Lane;

/**
 * The shares of one session on their way into the queue: turned away when they are too many, except
 * those that may be blocks. Confined to its event loop.
 */
final class SubmitAdmission {
  /** So many refused submits in a row are a flood. */
  private static final int FLOOD = 100;

  /** So many shares of a session that has ended are looked at: nobody has more under way. */
  private static final int MOST_LATE = 100;

  /** From one try to hand over a share that may be a block to the next. */
  private static final long RETRY_MILLIS = 50;

  private final ServerContext context;
  private final MinerConnection miner;
  private final MinerChannel channel;
  private final TokenBucket rate;
  private int limited;
  private boolean ratePaid;
  private int late;

  SubmitAdmission(
      ServerContext context, MinerConnection miner, MinerChannel channel, long nowNanos) {
    this.context = context;
    this.miner = miner;
    this.channel = channel;
    this.rate = new TokenBucket(context.limits().rates().submitsPerSession(), nowNanos);
  }

  /** Hands a share to the pool, by the rule for its kind, or answers it. */
  void take(RpcId id, Submission share) {
    PoolCall call = new PoolCall.SubmitCall(miner, id, share, miner.lastHeardNanos());
    if (share.claim().isEmpty()) {
      // Whether it is a block, its hash alone tells.
      offerUntilTaken(id, () -> payRate() && hasRoom() && miner.callWithReserve(Lane.SHARE, call));
    } else if (context.admission.claimsBlock(share)) {
      // The session's limits are not for it.
      offerUntilTaken(id, () -> miner.callClaim(call));
    } else {
      offerOnce(id, call);
    }
  }

  /** Hands on a share of a session that has ended, if it may be a block. */
  void takeLate(RpcId id, Submission share) {
    if (late < MOST_LATE && (share.claim().isEmpty() || context.admission.claimsBlock(share))) {
      late++;
      PoolCall call = new PoolCall.SubmitCall(miner, id, share, miner.lastHeardNanos());
      offerUntilTaken(id, () -> miner.callClaim(call));
    }
  }

  private void offerOnce(RpcId id, PoolCall call) {
    if (!hasRoom() || !isWithinRate()) {
      tooMany(id);
    } else if (miner.call(Lane.SHARE, call)) {
      taken();
    } else {
      channel.send(miner.busy(id));
    }
  }

  /**
   * What may be a block is not turned away: it waits for its turn, and until then the miner is not
   * listened to.
   */
  private void offerUntilTaken(RpcId id, BooleanSupplier offer) {
    if (!isSettled(id, offer)) {
      context.counters.count(StratumEvent.SUBMIT_DELAYED);
      miner.shareWaits();
      channel.pause();
      channel.schedule(() -> retry(id, offer), RETRY_MILLIS);
    }
  }

  /** Also for a miner that has gone meanwhile. */
  private void retry(RpcId id, BooleanSupplier offer) {
    miner.heard();
    if (isSettled(id, offer)) {
      channel.resume();
      miner.shareWaitsNoMore();
    } else {
      channel.schedule(() -> retry(id, offer), RETRY_MILLIS);
    }
  }

  private boolean isSettled(RpcId id, BooleanSupplier offer) {
    boolean isTaken = offer.getAsBoolean();
    if (isTaken) {
      taken();
    } else if (context.isClosing()) {
      if (!miner.hasEnded()) {
        channel.send(miner.busy(id));
      }
      return true;
    }
    return isTaken;
  }

  private void taken() {
    limited = 0;
    ratePaid = false;
    context.counters.count(StratumEvent.SUBMIT);
  }

  /** A share that waits pays once, not at each try. */
  private boolean payRate() {
    ratePaid = ratePaid || isWithinRate();
    return ratePaid;
  }

  private boolean hasRoom() {
    return miner.callsUnderWay() < context.limits().session().pendingSubmits();
  }

  private boolean isWithinRate() {
    return rate.take(context.limits().rates().submitsPerSession(), miner.lastHeardNanos());
  }

  private void tooMany(RpcId id) {
    context.counters.count(StratumEvent.SUBMIT_LIMITED);
    limited++;
    if (limited % FLOOD == 0) {
      context.admission.offence(miner.address(), Offence.FLOOD);
    }
    channel.send(StratumError.TOO_MANY_SHARES.reply(id));
  }
}
