package org.opensy.mining.stratum.protocol;

import static org.opensy.mining.stratum.protocol.ClientMessageReader.MAX_AGENT_LENGTH;
import static org.opensy.mining.stratum.protocol.ClientMessageReader.MAX_LOGIN_LENGTH;
import static org.opensy.mining.stratum.protocol.ClientMessageReader.MAX_NAME_LENGTH;

import java.util.List;
import java.util.Optional;

/** Makes a message of a method of the Bitcoin dialect and its params, an array by position. */
final class BitcoinRequestReader {
  private static final JsonArray NOTHING = new JsonArray(List.of());

  private BitcoinRequestReader() {}

  static ClientMessage read(RpcId id, String method, JsonObject line) throws ProtocolException {
    return switch (method) {
      case "mining.subscribe" ->
          new Subscribe(id, params(line).textOrEmpty(0, "agent", MAX_AGENT_LENGTH));
      case "mining.authorize" -> authorize(id, params(line));
      case "mining.submit" -> submit(id, params(line));
      case "mining.configure" -> configure(id, params(line));
      case "mining.extranonce.subscribe" -> new ExtranonceSubscribe(id);
      case "mining.suggest_difficulty" ->
          new SuggestTarget(id, params(line).difficulty(0, "difficulty").toTarget());
      case "mining.suggest_target" -> new SuggestTarget(id, params(line).target(0, "target"));
      default ->
          throw new ProtocolException(
              StratumError.METHOD_NOT_FOUND,
              "there are mining.subscribe, mining.authorize, mining.submit, mining.configure,"
                  + " mining.extranonce.subscribe, mining.suggest_difficulty and"
                  + " mining.suggest_target");
    };
  }

  private static JsonArray params(JsonObject line) throws ProtocolException {
    return line.array("params").orElse(NOTHING);
  }

  private static Authorize authorize(RpcId id, JsonArray params) throws ProtocolException {
    return new Authorize(
        id,
        params.text(0, "user", MAX_LOGIN_LENGTH),
        params.textOrEmpty(1, "password", MAX_LOGIN_LENGTH));
  }

  private static Submit submit(RpcId id, JsonArray params) throws ProtocolException {
    return new Submit(
        id,
        params.text(0, "user", MAX_LOGIN_LENGTH),
        Submission.unclaimed(
            params.text(1, "job_id", MAX_NAME_LENGTH),
            params.text(2, "extranonce2", MAX_NAME_LENGTH),
            params.text(3, "ntime", MAX_NAME_LENGTH),
            params.text(4, "nonce", MAX_NAME_LENGTH)),
        "");
  }

  private static Configure configure(RpcId id, JsonArray params) throws ProtocolException {
    Optional<JsonArray> extensions = params.array(0, "extensions");
    return new Configure(
        id,
        extensions.isEmpty() ? List.of() : extensions.get().texts("extensions", MAX_NAME_LENGTH));
  }
}
