package org.opensy.mining.dev.stratum;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.opensy.mining.dev.miner.ShareSearch;
import org.opensy.mining.dev.miner.StratumMiner;
import org.opensy.mining.stratum.protocol.ErrorReply;
import org.opensy.mining.stratum.protocol.LoginResult;
import org.opensy.mining.stratum.protocol.Ok;
import org.opensy.mining.stratum.protocol.ServerMessage;
import org.opensy.mining.stratum.protocol.StratumJob;

/**
 * Miners that mine as long as they are let, come back when the pool does, and remember what they
 * heard of each share. Thread-safe.
 */
final class LoadOfMiners implements AutoCloseable {
  /** From an answer to the next search, so that the pool has processors too. */
  private static final long THINKING_MILLIS = 50;

  private static final long RECONNECT_MILLIS = 200;

  private final int port;
  private final String login;
  private final ShareSearch search;
  private final Set<String> submitted = ConcurrentHashMap.newKeySet();
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean finished;

  private LoadOfMiners(int port, String login, ShareSearch search) {
    this.port = port;
    this.login = login;
    this.search = search;
  }

  static LoadOfMiners start(int port, String login, int miners, ShareSearch search) {
    LoadOfMiners load = new LoadOfMiners(port, login, search);
    for (int i = 0; i < miners; i++) {
      Thread thread = new Thread(load::mine, "miner-" + i);
      thread.setDaemon(true);
      load.threads.add(thread);
      thread.start();
    }
    return load;
  }

  /** What makes a share that share. */
  static String key(String jobId, int nonce) {
    return jobId + ":" + nonce;
  }

  /** The same of a share on its way. */
  static String key(ShareSearch.Found share) {
    int nonce = Integer.reverseBytes((int) HexFormat.fromHexDigitsToLong(share.nonce()));
    return key(share.jobId(), nonce);
  }

  Set<String> submitted() {
    return Set.copyOf(submitted);
  }

  Set<String> acknowledged() {
    return Set.copyOf(acknowledged);
  }

  /** Answered with an error other than that the job is stale. */
  Set<String> refused() {
    return Set.copyOf(refused);
  }

  /** Submitted, and the connection was lost before the answer. */
  Set<String> unanswered() {
    Set<String> open = ConcurrentHashMap.newKeySet();
    open.addAll(submitted);
    open.removeAll(acknowledged);
    open.removeAll(refused);
    return open;
  }

  /** Has the miners end, after the answers to what they submitted. */
  void finish() {
    finished = true;
    try {
      for (Thread thread : threads) {
        thread.join(TimeUnit.SECONDS.toMillis(90));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void mine() {
    while (!finished) {
      try (StratumMiner miner = StratumMiner.connect(port)) {
        if (miner.login(login) instanceof LoginResult) {
          mine(miner);
        }
      } catch (RuntimeException lost) {
        pause(RECONNECT_MILLIS);
      }
    }
  }

  private void mine(StratumMiner miner) {
    while (!finished) {
      StratumJob job = miner.job();
      ShareSearch.Found found = search.share(job);
      String key = key(found);
      submitted.add(key);
      ServerMessage answer = miner.submit(found.jobId(), found.nonce(), found.result());
      if (answer instanceof Ok) {
        acknowledged.add(key);
      } else if (job.equals(miner.job()) && answer instanceof ErrorReply) {
        refused.add(key);
      }
      pause(THINKING_MILLIS);
    }
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    finish();
  }
}
