package org.opensy.mining.stratum.transport;

import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.opensy.mining.stratum.api.Limits;
import org.opensy.mining.stratum.api.Offence;
import org.opensy.mining.stratum.api.StratumEvent;
import org.opensy.mining.stratum.api.StratumListener;
import org.opensy.mining.stratum.api.SubmitOutcome;
import org.opensy.mining.stratum.protocol.RpcId;
import org.opensy.mining.stratum.protocol.StratumError;

/** The shares of one session on their way into the queue. Confined to its event loop. */
final class Submits {
  /** So many refused submits in a row are a flood. */
  private static final int FLOOD = 100;

  /** So many shares of a session that may be blocks can wait in the reserve of a full queue. */
  private static final int UNCLAIMED = 4;

  private final Front front;
  private final MinerConnection miner;
  private final Outlet outlet;
  private final TokenBucket rate;
  private int limited;

  Submits(Front front, MinerConnection miner, Outlet outlet, long nowNanos) {
    this.front = front;
    this.miner = miner;
    this.outlet = outlet;
    this.rate = new TokenBucket(front.limits().rates().submitsPerSession(), nowNanos);
  }

  /** A share that claims to be a block: the session's limits are not for it. */
  void claim(RpcId id, Function<StratumListener, CompletionStage<SubmitOutcome>> share) {
    answerIfBusy(id, miner.call(Lane.CLAIM, new SubmitCall(miner, id, share)));
  }

  /** A share that is no block by its own claim. */
  void share(RpcId id, Function<StratumListener, CompletionStage<SubmitOutcome>> share) {
    submit(id, share, miner::call);
  }

  /** A share without a claim: whether it is a block, its hash alone tells. */
  void unclaimed(RpcId id, Function<StratumListener, CompletionStage<SubmitOutcome>> share) {
    boolean mayUseReserve = miner.callsUnderWay() < UNCLAIMED;
    submit(id, share, mayUseReserve ? miner::callWithReserve : miner::call);
  }

  private void submit(
      RpcId id,
      Function<StratumListener, CompletionStage<SubmitOutcome>> share,
      BiPredicate<Lane, PoolCall> way) {
    if (isWithinLimits()) {
      answerIfBusy(id, way.test(Lane.SHARE, new SubmitCall(miner, id, share)));
    } else {
      tooMany(id);
    }
  }

  private boolean isWithinLimits() {
    Limits limits = front.limits();
    return miner.callsUnderWay() < limits.session().pendingSubmits()
        && rate.take(limits.rates().submitsPerSession(), miner.lastHeardNanos());
  }

  private void answerIfBusy(RpcId id, boolean isTaken) {
    if (isTaken) {
      limited = 0;
      front.counters.count(StratumEvent.SUBMIT);
    } else {
      outlet.send(StratumError.SERVER_BUSY.reply(id));
    }
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
