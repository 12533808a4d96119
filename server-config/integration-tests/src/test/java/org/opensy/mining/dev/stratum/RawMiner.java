package org.opensy.mining.dev.stratum;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Bytes to a port and lines from it, without a codec. Not thread-safe. */
final class RawMiner implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;

  private final Socket socket;
  private final InputStream in;

  RawMiner(int port) throws IOException {
    this(connect(port));
  }

  /** From an address of this machine. */
  RawMiner(InetAddress from, InetSocketAddress pool) throws IOException {
    this(connect(from, pool));
  }

  private RawMiner(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  private static Socket connect(int port) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    return connect(loopback, new InetSocketAddress(loopback, port));
  }

  private static Socket connect(InetAddress from, InetSocketAddress pool) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(from, 0));
    socket.connect(pool, PATIENCE_MILLIS);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    return socket;
  }

  /** As miners do: whatever certificate is shown. */
  static RawMiner overTls(int port) throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TrustingAll()}, null);
    Socket plain = connect(port);
    return new RawMiner(context.getSocketFactory().createSocket(plain, "localhost", port, true));
  }

  RawMiner send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  RawMiner send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** Says that nothing more comes. */
  RawMiner endOutput() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** The next line, or an empty text at the end. */
  String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  /** The next line that holds a text; pushed jobs and the like are passed over. */
  String lineWith(String text) throws IOException {
    String line = line();
    while (!line.contains(text)) {
      if (line.isEmpty()) {
        throw new IOException("the pool closed before it said " + text);
      }
      line = line();
    }
    return line;
  }

  /** Reads on until the pool closes; true if it does. */
  boolean isClosedByPool() throws IOException {
    String line = line();
    while (!line.isEmpty()) {
      line = line();
    }
    return true;
  }

  /** Logs in as XMRig does, and returns the session's id. */
  String login(String login, String pass) throws IOException {
    send(
        "{\"id\":1,\"jsonrpc\":\"2.0\",\"method\":\"login\",\"params\":{\"login\":\""
            + login
            + "\",\"pass\":\""
            + pass
            + "\",\"agent\":\"XMRig/6.26.0 (Linux x86_64)\",\"algo\":[\"cn/r\",\"rx/0\"],"
            + "\"algo-perf\":{\"cn/r\":10.5,\"rx/0\":0.1}}}\n");
    String answer = line();
    Matcher id = Pattern.compile("\"id\":\"([0-9a-f]{32})\"").matcher(answer);
    if (!id.find()) {
      throw new IOException("not logged in: " + answer);
    }
    return id.group(1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static final class TrustingAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
