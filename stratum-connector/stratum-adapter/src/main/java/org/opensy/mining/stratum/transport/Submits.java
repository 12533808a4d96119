package org.opensy.mining.stratum.transport;

import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.opensy.mining.stratum.api.Offence;
import org.opensy.mining.stratum.api.StratumEvent;
import org.opensy.mining.stratum.api.StratumListener;
import org.opensy.mining.stratum.api.SubmitOutcome;
import org.opensy.mining.stratum.protocol.RpcId;
import org.opensy.mining.stratum.protocol.StratumError;

/**
 * The shares of one session on their way into the queue: turned away when they are too many, except
 * those that may be blocks. Confined to its event loop.
 */
final class Submits {
  /** So many refused submits in a row are a flood. */
  private static final int FLOOD = 100;

  /** From one try to hand over a share that may be a block to the next. */
  private static final long RETRY_MILLIS = 50;

  private final Front front;
  private final MinerConnection miner;
  private final Outlet outlet;
  private final TokenBucket rate;
  private int limited;
  private boolean ratePaid;

  Submits(Front front, MinerConnection miner, Outlet outlet, long nowNanos) {
    this.front = front;
    this.miner = miner;
    this.outlet = outlet;
    this.rate = new TokenBucket(front.limits().rates().submitsPerSession(), nowNanos);
  }

  /** A share that is no block by its own claim. */
  void share(RpcId id, Function<StratumListener, CompletionStage<SubmitOutcome>> share) {
    if (!hasRoom() || !isWithinRate()) {
      tooMany(id);
    } else if (miner.call(Lane.SHARE, new SubmitCall(miner, id, share))) {
      taken();
    } else {
      outlet.send(miner.busy(id));
    }
  }

  /** A share that claims to be a block: the session's limits are not for it. */
  void claim(RpcId id, Function<StratumListener, CompletionStage<SubmitOutcome>> share) {
    SubmitCall call = new SubmitCall(miner, id, share);
    insist(id, () -> miner.call(Lane.CLAIM, call));
  }

  /** A share without a claim: whether it is a block, its hash alone tells. */
  void unclaimed(RpcId id, Function<StratumListener, CompletionStage<SubmitOutcome>> share) {
    SubmitCall call = new SubmitCall(miner, id, share);
    insist(id, () -> payRate() && hasRoom() && miner.callWithReserve(Lane.SHARE, call));
  }

  /**
   * What may be a block is not turned away: it waits for its turn, and until then the miner is not
   * listened to.
   */
  private void insist(RpcId id, BooleanSupplier offer) {
    if (!isSettled(id, offer)) {
      front.counters.count(StratumEvent.SUBMIT_DELAYED);
      outlet.pause();
      outlet.schedule(() -> insistAgain(id, offer), RETRY_MILLIS);
    }
  }

  private void insistAgain(RpcId id, BooleanSupplier offer) {
    if (!miner.isLoggedIn()) {
      return;
    }
    miner.heard();
    if (isSettled(id, offer)) {
      outlet.resume();
    } else {
      outlet.schedule(() -> insistAgain(id, offer), RETRY_MILLIS);
    }
  }

  private boolean isSettled(RpcId id, BooleanSupplier offer) {
    if (front.isClosing()) {
      outlet.send(miner.busy(id));
      return true;
    }
    boolean isTaken = offer.getAsBoolean();
    if (isTaken) {
      taken();
    }
    return isTaken;
  }

  private void taken() {
    limited = 0;
    ratePaid = false;
    front.counters.count(StratumEvent.SUBMIT);
  }

  /** A share that waits pays once, not at each try. */
  private boolean payRate() {
    ratePaid = ratePaid || isWithinRate();
    return ratePaid;
  }

  private boolean hasRoom() {
    return miner.callsUnderWay() < front.limits().session().pendingSubmits();
  }

  private boolean isWithinRate() {
    return rate.take(front.limits().rates().submitsPerSession(), miner.lastHeardNanos());
  }

  private void tooMany(RpcId id) {
    front.counters.count(StratumEvent.SUBMIT_LIMITED);
    limited++;
    if (limited % FLOOD == 0) {
      front.gatekeeper.offence(miner.address(), Offence.FLOOD);
    }
    outlet.send(StratumError.TOO_MANY_SHARES.reply(id));
  }
}
