package org.opensy.mining.pool.history;

import java.util.List;
import java.util.Map;

/**
 * What a miner and its workers did of late.
 *
 * @param windows of all its workers together; all of {@link HistoryWindow}
 * @param workers a page of them, in the order in which they came
 */
public record MinerWindows(Map<HistoryWindow, HistorySums> windows, List<WorkerWindows> workers) {
  /** Takes a copy. */
  public MinerWindows {
    windows = Map.copyOf(windows);
    workers = List.copyOf(workers);
  }
}
