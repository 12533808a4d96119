package org.opensy.mining.coopmine.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.opensy.mining.stratum.protocol.ClientMessage;
import org.opensy.mining.stratum.protocol.ErrorReply;
import org.opensy.mining.stratum.protocol.JobMessage;
import org.opensy.mining.stratum.protocol.KeepAlive;
import org.opensy.mining.stratum.protocol.Login;
import org.opensy.mining.stratum.protocol.LoginResult;
import org.opensy.mining.stratum.protocol.Ok;
import org.opensy.mining.stratum.protocol.ProtocolException;
import org.opensy.mining.stratum.protocol.RpcId;
import org.opensy.mining.stratum.protocol.ServerMessage;
import org.opensy.mining.stratum.protocol.StratumCodec;
import org.opensy.mining.stratum.protocol.StratumJob;
import org.opensy.mining.stratum.protocol.Submit;

/** A pool on a real socket that gives the jobs it is told to and notes what it gets. */
final class ScriptedPool implements AutoCloseable {
  private static final String SESSION = "session-1";

  private final ServerSocket listening;
  private final List<Login> logins = new CopyOnWriteArrayList<>();
  private final List<Submit> submits = new CopyOnWriteArrayList<>();
  private volatile StratumJob job;
  private volatile Function<Submit, Optional<String>> judge = submit -> Optional.empty();
  private volatile Optional<Socket> connection = Optional.empty();

  private ScriptedPool(ServerSocket listening, StratumJob job) {
    this.listening = listening;
    this.job = job;
  }

  static ScriptedPool start(StratumJob job) throws IOException {
    return start(0, job);
  }

  static ScriptedPool start(int port, StratumJob job) throws IOException {
    ServerSocket socket = new ServerSocket(port, 5, InetAddress.getLoopbackAddress());
    ScriptedPool pool = new ScriptedPool(socket, job);
    Thread thread = new Thread(pool::accept, "scripted-pool");
    thread.setDaemon(true);
    thread.start();
    return pool;
  }

  int port() {
    return listening.getLocalPort();
  }

  List<Login> logins() {
    return logins;
  }

  List<Submit> submits() {
    return submits;
  }

  /** Shares are refused with the text that this gives for them. */
  void judge(Function<Submit, Optional<String>> rule) {
    judge = rule;
  }

  /** A new job for whoever is there, and for whoever comes. */
  void give(StratumJob next) throws IOException {
    job = next;
    if (connection.isPresent()) {
      write(connection.get(), new JobMessage(next));
    }
  }

  /** Hangs up, but goes on listening. */
  void hangUp() throws IOException {
    if (connection.isPresent()) {
      connection.get().close();
    }
  }

  private void accept() {
    while (!listening.isClosed()) {
      try (Socket socket = listening.accept()) {
        connection = Optional.of(socket);
        serve(socket);
      } catch (IOException gone) {
        connection = Optional.empty();
      }
    }
  }

  private void serve(Socket socket) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      try {
        write(socket, answer(StratumCodec.decodeClient(line.getBytes(StandardCharsets.UTF_8))));
      } catch (ProtocolException e) {
        write(socket, e.reply());
      }
    }
  }

  private ServerMessage answer(ClientMessage message) {
    if (message instanceof Login login) {
      logins.add(login);
      return new LoginResult(login.id(), SESSION, job, LoginResult.EXTENSIONS);
    }
    if (message instanceof Submit submit) {
      submits.add(submit);
      return judge
          .apply(submit)
          .<ServerMessage>map(text -> new ErrorReply(submit.id(), 21, text))
          .orElseGet(() -> Ok.accepted(submit.id()));
    }
    RpcId id = ((KeepAlive) message).id();
    return Ok.keptAlive(id);
  }

  private static synchronized void write(Socket socket, ServerMessage message) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(StratumCodec.encode(message));
    out.flush();
  }

  /** Hangs up and listens no more. */
  void stop() throws IOException {
    listening.close();
    hangUp();
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
