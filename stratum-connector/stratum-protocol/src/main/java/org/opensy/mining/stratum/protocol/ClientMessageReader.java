package org.opensy.mining.stratum.protocol;

import java.util.Optional;
import java.util.OptionalDouble;

/** Makes a {@link ClientMessage} of the fields of a line. */
final class ClientMessageReader {
  static final int MAX_LOGIN_LENGTH = 256;
  static final int MAX_AGENT_LENGTH = 512;
  static final int MAX_NAME_LENGTH = 128;

  /** Of a name that is only for people, in code points. */
  private static final int MAX_SHOWN = 64;

  /** Far above any machine, and far below where arithmetic with it could overflow. */
  private static final double MAX_HASH_RATE = 1e12;

  private ClientMessageReader() {}

  static ClientMessage read(JsonObject line) throws ProtocolException {
    RpcId id = line.id();
    boolean hasId = !id.equals(RpcId.NONE);
    try {
      if (!hasId && line.value("id").isPresent()) {
        throw new ProtocolException(
            StratumError.INVALID_REQUEST, "'id' is not a number or a short string");
      }
      return request(id, method(line), line);
    } catch (ProtocolException e) {
      throw hasId || !e.isJsonRpc() ? e.withId(id) : e.unanswered();
    }
  }

  private static String method(JsonObject line) throws ProtocolException {
    if (line.value("method").orElse(null) instanceof String method) {
      return method;
    }
    if (isAnswer(line)) {
      throw ProtocolException.ofValidJsonRpc(StratumError.INVALID_REQUEST, "nothing was asked")
          .unanswered();
    }
    throw new ProtocolException(StratumError.INVALID_REQUEST, "'method' is not a string");
  }

  /** Miners answer requests that other pools make. */
  private static boolean isAnswer(JsonObject line) {
    return line.value("method").isEmpty()
        && (line.names().contains("result") || line.names().contains("error"));
  }

  private static ClientMessage request(RpcId id, String method, JsonObject line)
      throws ProtocolException {
    Dialect dialect = Dialect.ofMethod(method);
    try {
      return switch (dialect) {
        case XMRIG -> xmrigRequest(id, method, line);
        case BITCOIN -> BitcoinRequestReader.read(id, method, line);
      };
    } catch (ProtocolException e) {
      throw e.withDialect(dialect);
    }
  }

  private static ClientMessage xmrigRequest(RpcId id, String method, JsonObject line)
      throws ProtocolException {
    return switch (method) {
      case "login" -> login(id, params(line));
      case "submit" -> submit(id, params(line));
      case "keepalived" -> new KeepAlive(id, params(line).textOrEmpty("id", MAX_NAME_LENGTH));
      case "getjob" -> new GetJob(id, params(line).textOrEmpty("id", MAX_NAME_LENGTH));
      default ->
          throw new ProtocolException(
              StratumError.METHOD_NOT_FOUND, "there are login, submit, getjob and keepalived");
    };
  }

  private static JsonObject params(JsonObject line) throws ProtocolException {
    return line.object("params").orElseThrow(() -> JsonObject.invalid("params", "is missing"));
  }

  private static Login login(RpcId id, JsonObject params) throws ProtocolException {
    return new Login(
        id,
        params.text("login", MAX_LOGIN_LENGTH),
        params.textOrEmpty("pass", MAX_LOGIN_LENGTH),
        params.textOrEmpty("agent", MAX_AGENT_LENGTH),
        params.shownText("rigid", MAX_SHOWN),
        params.texts("algo", MAX_NAME_LENGTH),
        hashRate(params.value("algo-perf")));
  }

  /** Only a hint: whatever is wrong with it is ignored. */
  private static OptionalDouble hashRate(Optional<Object> algoPerf) {
    if (algoPerf.orElse(null) instanceof JsonObject measured) {
      return Login.ALGORITHMS.stream()
          .map(measured::anyNumber)
          .flatMapToDouble(OptionalDouble::stream)
          .filter(rate -> rate > 0 && rate <= MAX_HASH_RATE)
          .findFirst();
    }
    return OptionalDouble.empty();
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
