package org.opensy.mining.stratum.protocol;

/**
 * Turns lines into messages and messages into lines, for both sides: the pool decodes what miners
 * send, a miner decodes what a pool sends.
 *
 * <p>Types are exact, unknown fields are ignored, a name that occurs twice is an error.
 * Thread-safe.
 */
public final class StratumCodec {
  /** The longest line in either direction, without its line feed. */
  public static final int MAX_LINE_BYTES = 8192;

  private StratumCodec() {}

  /**
   * Reads what a miner sent.
   *
   * @param line UTF-8, without the line feed
   * @throws ProtocolException if it is no message; its {@link ProtocolException#reply()} goes back
   */
  public static ClientMessage decodeClient(byte[] line) throws ProtocolException {
    return ClientMessageReader.read(JsonLine.read(line));
  }

  /**
   * Reads what a pool sent.
   *
   * @param line UTF-8, without the line feed
   * @throws ProtocolException if it is no message, or a notification other than a job
   */
  public static ServerMessage decodeServer(byte[] line) throws ProtocolException {
    return ServerMessageReader.read(JsonLine.read(line));
  }

  /** A miner's message as one line of UTF-8 with its line feed. */
  public static byte[] encode(ClientMessage message) {
    return MessageWriter.line(message);
  }

  /** A pool's message as one line of UTF-8 with its line feed. */
  public static byte[] encode(ServerMessage message) {
    return MessageWriter.line(message);
  }
}
