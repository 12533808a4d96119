package org.opensy.mining.pool.history;

import java.util.EnumMap;
import java.util.Map;

/**
 * What a worker did of late.
 *
 * @param id where a page of workers can go on
 * @param name of the worker; empty if it is not public
 * @param windows all of {@link HistoryWindow}
 */
public record WorkerWindows(long id, String name, Map<HistoryWindow, HistorySums> windows) {
  /** Takes a copy. */
  public WorkerWindows {
    windows = Map.copyOf(new EnumMap<>(windows));
  }
}
