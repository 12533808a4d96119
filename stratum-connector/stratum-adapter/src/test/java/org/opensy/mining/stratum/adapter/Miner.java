package org.opensy.mining.stratum.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.opensy.mining.stratum.protocol.ClientMessage;
import org.opensy.mining.stratum.protocol.Dialect;
import org.opensy.mining.stratum.protocol.ErrorReply;
import org.opensy.mining.stratum.protocol.KeepAlive;
import org.opensy.mining.stratum.protocol.Login;
import org.opensy.mining.stratum.protocol.LoginResult;
import org.opensy.mining.stratum.protocol.ProtocolException;
import org.opensy.mining.stratum.protocol.RpcId;
import org.opensy.mining.stratum.protocol.ServerMessage;
import org.opensy.mining.stratum.protocol.StratumCodec;
import org.opensy.mining.stratum.protocol.Submit;

/** A miner on a plain blocking socket. Not thread-safe. */
final class Miner implements AutoCloseable {
  private static final int READ_BOUND_MILLIS = 20_000;

  final Socket socket;
  private final InputStream in;
  String session = "";
  Dialect dialect = Dialect.XMRIG;

  Miner(InetSocketAddress address) throws IOException {
    this(address, "127.0.0.1");
  }

  Miner(InetSocketAddress address, String local) throws IOException {
    this(connect(address, local));
  }

  private Miner(Socket socket) throws IOException {
    this.socket = socket;
    in = new BufferedInputStream(socket.getInputStream());
  }

  private static Socket connect(InetSocketAddress address, String local) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(8192);
    socket.bind(new InetSocketAddress(local, 0));
    socket.connect(address, READ_BOUND_MILLIS);
    socket.setSoTimeout(READ_BOUND_MILLIS);
    socket.setTcpNoDelay(true);
    return socket;
  }

  /** As XMRig does: whatever certificate the pool shows. */
  static Miner overTls(InetSocketAddress address, String version)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
    Socket plain = connect(address, "127.0.0.1");
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(plain, "localhost", address.getPort(), true);
    socket.setEnabledProtocols(new String[] {version});
    socket.startHandshake();
    return new Miner(socket);
  }

  void write(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  void send(ClientMessage message) throws IOException {
    socket.getOutputStream().write(StratumCodec.encode(message));
  }

  void sendLogin(String login) throws IOException {
    send(new Login(RpcId.of(1), login, "x", "test/1", "", List.of("rx/0")));
  }

  LoginResult login(String login) throws IOException, ProtocolException {
    sendLogin(login);
    LoginResult result = (LoginResult) read();
    session = result.session();
    return result;
  }

  void sendSubmit(long id, String nonce) throws IOException {
    send(new Submit(RpcId.of(id), session, "job-1", nonce, "00".repeat(32), "rx/0"));
  }

  void sendBlock(long id) throws IOException {
    send(new Submit(RpcId.of(id), session, "job-1", "good", FakePool.BLOCK, "rx/0"));
  }

  ServerMessage submit(long id, String nonce) throws IOException, ProtocolException {
    sendSubmit(id, nonce);
    return read();
  }

  /** Submits as 2 under the id of another session. */
  ServerMessage submitAs(String otherSession) throws IOException, ProtocolException {
    send(new Submit(RpcId.of(2), otherSession, "job-1", "good", "00".repeat(32), ""));
    return read();
  }

  ServerMessage keepAlive(long id) throws IOException, ProtocolException {
    send(new KeepAlive(RpcId.of(id), session));
    return read();
  }

  ServerMessage read() throws IOException, ProtocolException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    while (next != '\n') {
      assertThat(next).as("the pool closed after: " + line).isNotEqualTo(-1);
      line.write(next);
      next = in.read();
    }
    return StratumCodec.decodeServer(line.toByteArray(), dialect);
  }

  ErrorReply readError() throws IOException, ProtocolException {
    return (ErrorReply) read();
  }

  void assertClosedByPool() throws IOException {
    assertThat(in.read()).as("end of stream").isEqualTo(-1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
