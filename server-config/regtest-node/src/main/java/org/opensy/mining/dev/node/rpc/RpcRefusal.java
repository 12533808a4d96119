package org.opensy.mining.dev.node.rpc;

/** A JSON-RPC error object on its way out. */
public final class RpcRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An exception inside a command, missing arguments. */
  public static final int MISC = -1;

  /** A value of an unexpected type or out of range. */
  public static final int TYPE = -3;

  /** An address, block or transaction that is not there. */
  public static final int INVALID_ADDRESS_OR_KEY = -5;

  /** Not enough coins. */
  public static final int INSUFFICIENT_FUNDS = -6;

  /** A parameter that makes no sense. */
  public static final int INVALID_PARAMETER = -8;

  /** The node stops. */
  public static final int NOT_CONNECTED = -9;

  /** A wallet of this name is there already. */
  public static final int WALLET_ERROR = -4;

  /** The wallet is locked. */
  public static final int WALLET_UNLOCK_NEEDED = -13;

  /** Another passphrase than the wallet's. */
  public static final int WALLET_PASSPHRASE_INCORRECT = -14;

  /** A wallet that is encrypted, or one that is not. */
  public static final int WALLET_WRONG_ENC_STATE = -15;

  /** The wallet cannot be encrypted. */
  public static final int WALLET_ENCRYPTION_FAILED = -16;

  /** No such wallet is loaded. */
  public static final int WALLET_NOT_FOUND = -18;

  /** More than one wallet is loaded and none was named. */
  public static final int WALLET_NOT_SPECIFIED = -19;

  /** The wallet is loaded already. */
  public static final int WALLET_ALREADY_LOADED = -35;

  /** Hex that does not parse. */
  public static final int DESERIALIZATION = -22;

  /** A transaction that the rules refuse. */
  public static final int VERIFY_REJECTED = -26;

  /** A request that is no request. */
  public static final int INVALID_REQUEST = -32600;

  /** No such method. */
  public static final int METHOD_NOT_FOUND = -32601;

  /** Not JSON. */
  public static final int PARSE = -32700;

  private final int code;

  /**
   * @param code the RPC's error code
   * @param message the node's words
   */
  public RpcRefusal(int code, String message) {
    super(message);
    this.code = code;
  }

  /** The error code. */
  public int code() {
    return code;
  }

  /** The HTTP status that goes with it. */
  int httpStatus() {
    return switch (code) {
      case INVALID_REQUEST -> 400;
      case METHOD_NOT_FOUND -> 404;
      default -> 500;
    };
  }
}
