package org.opensy.mining.stratum.adapter;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the listener logs until this is closed. Thread-safe. */
final class TransportLog extends Handler implements AutoCloseable {
  private final Logger logger = Logger.getLogger("org.opensy.mining.stratum");
  private final List<String> lines = new CopyOnWriteArrayList<>();

  TransportLog() {
    logger.addHandler(this);
  }

  List<String> lines() {
    return lines;
  }

  @Override
  public void publish(LogRecord line) {
    lines.add(line.getMessage());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
