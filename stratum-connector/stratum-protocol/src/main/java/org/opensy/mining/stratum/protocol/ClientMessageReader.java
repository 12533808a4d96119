package org.opensy.mining.stratum.protocol;

/** Makes a {@link ClientMessage} of the fields of a line. */
final class ClientMessageReader {
  private static final int MAX_METHOD_LENGTH = 64;
  private static final int MAX_LOGIN_LENGTH = 256;
  private static final int MAX_AGENT_LENGTH = 512;
  private static final int MAX_NAME_LENGTH = 128;

  private ClientMessageReader() {}

  static ClientMessage read(JsonObject line) throws ProtocolException {
    RpcId id = line.id();
    try {
      if (id.equals(RpcId.NONE)) {
        throw new ProtocolException(
            StratumError.INVALID_REQUEST, "'id' is not a number or a short string");
      }
      String method = line.text("method", MAX_METHOD_LENGTH);
      JsonObject params =
          line.object("params").orElseThrow(() -> JsonObject.invalid("params", "is missing"));
      return switch (method) {
        case "login" -> login(id, params);
        case "submit" -> submit(id, params);
        case "keepalived" -> new KeepAlive(id, params.textOrEmpty("id", MAX_NAME_LENGTH));
        default ->
            throw new ProtocolException(
                StratumError.METHOD_NOT_FOUND, "there are login, submit and keepalived");
      };
    } catch (ProtocolException e) {
      throw e.withId(id);
    }
  }

  private static Login login(RpcId id, JsonObject params) throws ProtocolException {
    return new Login(
        id,
        params.text("login", MAX_LOGIN_LENGTH),
        params.textOrEmpty("pass", MAX_LOGIN_LENGTH),
        params.textOrEmpty("agent", MAX_AGENT_LENGTH),
        params.textOrEmpty("rigid", MAX_NAME_LENGTH),
        params.texts("algo", MAX_NAME_LENGTH));
  }

  private static Submit submit(RpcId id, JsonObject params) throws ProtocolException {
    return new Submit(
        id,
        params.text("id", MAX_NAME_LENGTH),
        params.text("job_id", MAX_NAME_LENGTH),
        params.text("nonce", MAX_NAME_LENGTH),
        params.text("result", MAX_NAME_LENGTH),
        params.textOrEmpty("algo", MAX_NAME_LENGTH));
  }
}
