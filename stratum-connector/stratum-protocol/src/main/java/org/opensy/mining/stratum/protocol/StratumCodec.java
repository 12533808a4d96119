package org.opensy.mining.stratum.protocol;

/**
 * Turns lines into messages and messages into lines, for both sides: the pool decodes what miners
 * send, a miner decodes what a pool sends.
 *
 * <p>What a miner sends says itself in which {@link Dialect} it is. What a pool sends does not: who
 * writes or reads it names the dialect of the connection.
 *
 * <p>Types are exact, unknown fields are ignored, a name that occurs twice is an error. A byte
 * order mark before a line is passed over. Thread-safe.
 */
public final class StratumCodec {
  /** The longest line in either direction, without its line feed. */
  public static final int MAX_LINE_BYTES = 8192;

  /** The deepest nesting of JSON in either direction. */
  public static final int MAX_NESTING = 8;

  private StratumCodec() {}

  /**
   * Reads what a miner sent, in either dialect.
   *
   * @param line UTF-8, without the line feed
   * @throws ProtocolException if it is no message; its {@link ProtocolException#reply()} goes back
   */
  public static ClientMessage decodeClient(byte[] line) throws ProtocolException {
    return decodeClient(line, MAX_NESTING);
  }

  /**
   * Reads what a miner sent, in either dialect.
   *
   * @param line UTF-8, without the line feed
   * @param maxNesting how deep its JSON may nest, at most {@link #MAX_NESTING}
   * @throws ProtocolException if it is no message; its {@link ProtocolException#reply()} goes back
   */
  public static ClientMessage decodeClient(byte[] line, int maxNesting) throws ProtocolException {
    return ClientMessageReader.read(JsonLine.read(line, maxNesting));
  }

  /**
   * Reads what a pool sent in XMRig's dialect.
   *
   * @param line UTF-8, without the line feed
   * @throws ProtocolException if it is no message, or a notification other than a job
   */
  public static ServerMessage decodeServer(byte[] line) throws ProtocolException {
    return decodeServer(line, Dialect.XMRIG);
  }

  /**
   * Reads what a pool sent.
   *
   * @param line UTF-8, without the line feed
   * @throws ProtocolException if it is no message of that dialect, or an unknown notification
   */
  public static ServerMessage decodeServer(byte[] line, Dialect dialect) throws ProtocolException {
    JsonObject fields = JsonLine.read(line, MAX_NESTING);
    return switch (dialect) {
      case XMRIG -> ServerMessageReader.read(fields);
      case BITCOIN -> BitcoinServerReader.read(fields);
    };
  }

  /** A miner's message as one line of UTF-8 with its line feed. */
  public static byte[] encode(ClientMessage message) {
    return MessageWriter.line(message);
  }

  /** A pool's message in XMRig's dialect as one line of UTF-8 with its line feed. */
  public static byte[] encode(ServerMessage message) {
    return encode(message, Dialect.XMRIG);
  }

  /**
   * A pool's message as one line of UTF-8 with its line feed.
   *
   * @param dialect that of the connection; decides how {@link Ok} and {@link ErrorReply} look
   */
  public static byte[] encode(ServerMessage message, Dialect dialect) {
    return MessageWriter.line(message, dialect);
  }
}
