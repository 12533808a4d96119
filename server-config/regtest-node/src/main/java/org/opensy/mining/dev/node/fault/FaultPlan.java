package org.opensy.mining.dev.node.fault;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which methods misbehave, how, and how often. Thread-safe. */
public final class FaultPlan {
  /** Stands for every method that has no fault of its own. */
  public static final String ANY = "*";

  /** Count of a fault that stays until it is cleared. */
  public static final int ALWAYS = Integer.MAX_VALUE;

  private final Map<String, Planned> planned = new HashMap<>();
  private final HeldCalls held = new HeldCalls();

  private record Planned(Fault fault, int left) {}

  /**
   * Plans a fault, in place of an earlier one for this method.
   *
   * @param method RPC method or {@link #ANY}
   * @param count calls that it hits, at least 1, or {@link #ALWAYS}
   */
  public synchronized void plan(String method, Fault fault, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("a fault that hits " + count + " calls");
    }
    planned.put(method, new Planned(fault, count));
  }

  /** The calls that {@link Fault.Held} keeps. */
  public HeldCalls held() {
    return held;
  }

  /**
   * Ends all {@link Fault.Held} and lets the calls that they keep be carried out; returns when that
   * is done, with their number.
   */
  public int release() throws InterruptedException {
    synchronized (this) {
      planned.values().removeIf(plan -> plan.fault() instanceof Fault.Held);
    }
    return held.release();
  }

  /** Ends the fault of one method. */
  public synchronized void clear(String method) {
    planned.remove(method);
  }

  /** Ends all faults; calls that are held stay so. */
  public synchronized void clear() {
    planned.clear();
  }

  /** The fault that this call meets; one call fewer is left of it. */
  public synchronized Optional<Fault> next(String method) {
    String key = planned.containsKey(method) ? method : ANY;
    Planned hit = planned.get(key);
    if (hit == null) {
      return Optional.empty();
    }
    if (hit.left() == 1) {
      planned.remove(key);
    } else if (hit.left() != ALWAYS) {
      planned.put(key, new Planned(hit.fault(), hit.left() - 1));
    }
    return Optional.of(hit.fault());
  }
}
