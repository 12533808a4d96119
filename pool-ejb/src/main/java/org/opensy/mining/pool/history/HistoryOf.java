package org.opensy.mining.pool.history;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whose history it is. Thread-safe. */
public final class HistoryOf {
  private final Optional<String> address;
  private final Optional<String> worker;

  private HistoryOf(Optional<String> address, Optional<String> worker) {
    this.address = address;
    this.worker = worker;
  }

  /** Of all miners together. */
  public static HistoryOf pool() {
    return new HistoryOf(Optional.empty(), Optional.empty());
  }

  /**
   * Of one miner, all its workers together.
   *
   * @param address canonical text
   */
  public static HistoryOf miner(String address) {
    return new HistoryOf(Optional.of(address), Optional.empty());
  }

  /**
   * Of one worker.
   *
   * @param address its miner's, canonical text
   * @param name as {@link org.opensy.mining.pool.share.WorkerName} keeps it
   */
  public static HistoryOf worker(String address, String name) {
    return new HistoryOf(Optional.of(address), Optional.of(name));
  }

  /** Which rows of the tables, with a question mark for each of {@link #values}. */
  String condition() {
    String miner = address.isPresent() ? "(select id from miners where address = ?)" : "0";
    String machine =
        worker.isPresent()
            ? "(select w.id from workers w join miners m on m.id = w.miner_id"
                + " where m.address = ? and w.name = ?)"
            : "0";
    return "miner_id = " + miner + " and worker_id = " + machine;
  }

  List<Object> values() {
    return Stream.of(address, worker.flatMap(name -> address), worker)
        .<Object>flatMap(Optional::stream)
        .toList();
  }
}
