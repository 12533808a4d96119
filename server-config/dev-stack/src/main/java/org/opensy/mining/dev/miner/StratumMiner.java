package org.opensy.mining.dev.miner;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.opensy.mining.stratum.protocol.ClientMessage;
import org.opensy.mining.stratum.protocol.ErrorReply;
import org.opensy.mining.stratum.protocol.JobMessage;
import org.opensy.mining.stratum.protocol.Login;
import org.opensy.mining.stratum.protocol.LoginResult;
import org.opensy.mining.stratum.protocol.Ok;
import org.opensy.mining.stratum.protocol.ProtocolException;
import org.opensy.mining.stratum.protocol.RpcId;
import org.opensy.mining.stratum.protocol.ServerMessage;
import org.opensy.mining.stratum.protocol.StratumCodec;
import org.opensy.mining.stratum.protocol.StratumJob;
import org.opensy.mining.stratum.protocol.Submit;

/** One connection to a pool on this machine. Thread-safe; answers arrive on a thread of its own. */
public final class StratumMiner implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Socket socket;
  private final AtomicLong ids = new AtomicLong();
  private final Map<RpcId, CompletableFuture<ServerMessage>> open = new ConcurrentHashMap<>();
  private final BlockingQueue<StratumJob> jobs = new LinkedBlockingQueue<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile String session = "";
  private volatile StratumJob newest;

  private StratumMiner(Socket socket) {
    this.socket = socket;
    Thread reader = new Thread(this::read, "stratum-miner-" + socket.getLocalPort());
    reader.setDaemon(true);
    reader.start();
  }

  /** Connects to 127.0.0.1, without saying anything yet. */
  public static StratumMiner connect(int port) {
    return connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  /** Connects, without saying anything yet. */
  public static StratumMiner connect(InetSocketAddress pool) {
    try {
      Socket socket = new Socket(pool.getAddress(), pool.getPort());
      socket.setTcpNoDelay(true);
      return new StratumMiner(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Logs in and waits for the answer: a {@link LoginResult} or an {@link ErrorReply}. */
  public ServerMessage login(String login) {
    Login message = new Login(nextId(), login, "x", "dev-miner/1.0", "", Login.ALGORITHMS);
    return await(send(message.id(), message));
  }

  /** Submits and waits for the answer: {@link Ok} or an {@link ErrorReply}. */
  public ServerMessage submit(String jobId, String nonce, String result) {
    return await(submitLater(jobId, nonce, result));
  }

  /** Submits; the answer completes the future. */
  public CompletableFuture<ServerMessage> submitLater(String jobId, String nonce, String result) {
    Submit message = new Submit(nextId(), session, jobId, nonce, result, "rx/0");
    return send(message.id(), message);
  }

  /** The job that came last. */
  public StratumJob job() {
    return newest;
  }

  /** Waits for a job of at least this height, and returns the newest. */
  public StratumJob awaitHeight(long height) {
    try {
      while (newest == null || newest.height() < height) {
        if (jobs.poll(PATIENCE_SECONDS, TimeUnit.SECONDS) == null) {
          throw new IllegalStateException("no job of height " + height + ", last " + newest);
        }
      }
      return newest;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  /** Waits until the pool has closed the connection. */
  public void awaitEnd() {
    await(ended);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RpcId nextId() {
    return RpcId.of(ids.incrementAndGet());
  }

  private CompletableFuture<ServerMessage> send(RpcId id, ClientMessage message) {
    CompletableFuture<ServerMessage> answer = new CompletableFuture<>();
    open.put(id, answer);
    try {
      byte[] line = StratumCodec.encode(message);
      synchronized (this) {
        socket.getOutputStream().write(line);
      }
    } catch (IOException e) {
      answer.completeExceptionally(e);
    }
    return answer;
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException late) {
      String why = late.getCause() instanceof TimeoutException ? "no answer" : "connection lost";
      throw new IllegalStateException(why, late.getCause());
    }
  }

  private void read() {
    try (InputStream in = new BufferedInputStream(socket.getInputStream())) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (next == '\n') {
          dispatch(StratumCodec.decodeServer(line.toByteArray()));
          line.reset();
        } else {
          line.write(next);
        }
      }
      end(new IOException("the pool closed the connection"));
    } catch (IOException | ProtocolException e) {
      end(e);
    }
  }

  private void dispatch(ServerMessage message) {
    if (message instanceof JobMessage pushed) {
      take(pushed.job());
    } else if (message instanceof LoginResult result) {
      session = result.session();
      take(result.job());
      answer(result.id(), message);
    } else if (message instanceof Ok ok) {
      answer(ok.id(), message);
    } else if (message instanceof ErrorReply error) {
      answer(error.id(), message);
    }
  }

  private void answer(RpcId id, ServerMessage message) {
    CompletableFuture<ServerMessage> waiting = open.remove(id);
    if (waiting != null) {
      waiting.complete(message);
    }
  }

  private void take(StratumJob job) {
    newest = job;
    jobs.add(job);
  }

  private void end(Exception why) {
    List.copyOf(open.values()).forEach(waiting -> waiting.completeExceptionally(why));
    ended.complete(null);
  }
}
