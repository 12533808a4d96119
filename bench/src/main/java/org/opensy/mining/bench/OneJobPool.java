package org.opensy.mining.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.opensy.mining.stratum.protocol.ClientMessage;
import org.opensy.mining.stratum.protocol.KeepAlive;
import org.opensy.mining.stratum.protocol.Login;
import org.opensy.mining.stratum.protocol.LoginResult;
import org.opensy.mining.stratum.protocol.Ok;
import org.opensy.mining.stratum.protocol.ProtocolException;
import org.opensy.mining.stratum.protocol.ServerMessage;
import org.opensy.mining.stratum.protocol.StratumCodec;
import org.opensy.mining.stratum.protocol.StratumJob;
import org.opensy.mining.stratum.protocol.Submit;

/**
 * A pool for one client, on a free port of the loopback address, with one job that never ends and
 * no opinion on shares. Thread-safe.
 */
final class OneJobPool implements AutoCloseable {
  private final ServerSocket listening;
  private final StratumJob job;

  private OneJobPool(ServerSocket listening, StratumJob job) {
    this.listening = listening;
    this.job = job;
  }

  static OneJobPool start(StratumJob job) throws IOException {
    OneJobPool pool = new OneJobPool(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()), job);
    Thread thread = new Thread(pool::accept, "one-job-pool");
    thread.setDaemon(true);
    thread.start();
    return pool;
  }

  int port() {
    return listening.getLocalPort();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try (Socket socket = listening.accept()) {
        serve(socket);
      } catch (IOException | ProtocolException gone) {
        System.getLogger(OneJobPool.class.getName())
            .log(System.Logger.Level.DEBUG, "a connection ended", gone);
      }
    }
  }

  private void serve(Socket socket) throws IOException, ProtocolException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      ClientMessage message = StratumCodec.decodeClient(line.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(StratumCodec.encode(answer(message)));
    }
  }

  private ServerMessage answer(ClientMessage message) {
    if (message instanceof Login login) {
      return new LoginResult(login.id(), "bench", job, LoginResult.EXTENSIONS);
    }
    return message instanceof Submit submit
        ? Ok.accepted(submit.id())
        : Ok.keptAlive(((KeepAlive) message).id());
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
