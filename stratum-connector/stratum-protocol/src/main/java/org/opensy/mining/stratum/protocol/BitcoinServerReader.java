package org.opensy.mining.stratum.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a {@link ServerMessage} of the fields of a line of the Bitcoin dialect. */
final class BitcoinServerReader {
  private static final int MAX_TEXT_LENGTH = 128;
  private static final int MAX_MESSAGE_LENGTH = 1024;
  private static final int MAX_DIGITS = StratumCodec.MAX_LINE_BYTES;
  private static final int UNKNOWN_CODE = -1;
  private static final String NO_REASON = "the pool gave no reason";

  private BitcoinServerReader() {}

  static ServerMessage read(JsonObject line) throws ProtocolException {
    RpcId id = line.id();
    try {
      String method = line.textOrEmpty("method", MAX_TEXT_LENGTH);
      if (!method.isEmpty()) {
        return notification(method, required(line.array("params"), "params"));
      }
      return line.value("error").isPresent() ? error(id, line) : result(id, line);
    } catch (IllegalArgumentException e) {
      throw new ProtocolException(StratumError.INVALID_PARAMS, "a field is malformed").withId(id);
    } catch (ProtocolException e) {
      throw e.withId(id);
    }
  }

  private static ServerMessage notification(String method, JsonArray params)
      throws ProtocolException {
    return switch (method) {
      case "mining.notify" -> new Notify(job(params));
      case "mining.set_difficulty" ->
          new SetDifficulty(new BitcoinDifficulty(number(params, 0, "difficulty")));
      case "mining.set_seed_hash" -> new SetSeedHash(params.text(0, "seed hash", MAX_TEXT_LENGTH));
      default ->
          throw new ProtocolException(StratumError.METHOD_NOT_FOUND, "an unknown notification");
    };
  }

  private static BitcoinJob job(JsonArray params) throws ProtocolException {
    return new BitcoinJob(
        params.text(0, "job id", MAX_TEXT_LENGTH),
        params.text(1, "previous hash", MAX_TEXT_LENGTH),
        params.text(2, "coinbase1", MAX_DIGITS),
        params.text(3, "coinbase2", MAX_DIGITS),
        required(params.array(4, "branch"), "branch").texts("branch", MAX_TEXT_LENGTH),
        params.text(5, "version", MAX_TEXT_LENGTH),
        params.text(6, "bits", MAX_TEXT_LENGTH),
        params.text(7, "ntime", MAX_TEXT_LENGTH),
        params.value(8).equals(Optional.of(true)));
  }

  private static ServerMessage error(RpcId id, JsonObject line) throws ProtocolException {
    JsonArray error = required(line.array("error"), "error");
    String message = error.textOrEmpty(1, "message", MAX_MESSAGE_LENGTH);
    return new ErrorReply(id, code(error), message.isBlank() ? NO_REASON : message);
  }

  private static int code(JsonArray error) {
    if (error.value(0).orElse(null) instanceof JsonObject.JsonNumber number
        && number.digits().matches("-?[0-9]{1,9}")) {
      return Integer.parseInt(number.digits());
    }
    return UNKNOWN_CODE;
  }

  private static ServerMessage result(RpcId id, JsonObject line) throws ProtocolException {
    Object result = line.value("result").orElse(null);
    if (result instanceof JsonArray subscription) {
      return subscribed(id, subscription);
    }
    if (result instanceof JsonObject extensions) {
      return new ConfigureResult(id, unsupported(extensions));
    }
    if (result instanceof Boolean good) {
      return good ? Ok.accepted(id) : new ErrorReply(id, UNKNOWN_CODE, NO_REASON);
    }
    throw JsonObject.invalid("result", "is missing");
  }

  private static SubscribeResult subscribed(RpcId id, JsonArray result) throws ProtocolException {
    return new SubscribeResult(
        id,
        subscription(required(result.array(0, "subscriptions"), "subscriptions")),
        result.textOrEmpty(1, "extranonce1", MAX_TEXT_LENGTH),
        size(result));
  }

  /** The id in the last pair of method and id. */
  private static String subscription(JsonArray pairs) throws ProtocolException {
    String subscription = "";
    for (int i = 0; i < pairs.size(); i++) {
      Optional<JsonArray> pair = pairs.array(i, "subscription");
      if (pair.isPresent()) {
        subscription = pair.get().textOrEmpty(1, "subscription", MAX_TEXT_LENGTH);
      }
    }
    return subscription;
  }

  private static List<String> unsupported(JsonObject extensions) {
    List<String> names = new ArrayList<>();
    for (String name : extensions.names()) {
      if (extensions.value(name).equals(Optional.of(false))) {
        names.add(name);
      }
    }
    names.sort(null);
    return names;
  }

  private static int size(JsonArray result) throws ProtocolException {
    if (result.value(2).orElse(null) instanceof JsonObject.JsonNumber number
        && number.digits().matches("[0-9]{1,2}")) {
      return Integer.parseInt(number.digits());
    }
    throw JsonObject.invalid("extranonce2 size", "is not a small whole number");
  }

  private static double number(JsonArray array, int index, String name) throws ProtocolException {
    if (array.value(index).orElse(null) instanceof JsonObject.JsonNumber number) {
      return number.toDouble();
    }
    throw JsonObject.invalid(name, "is not a number");
  }

  private static JsonArray required(Optional<JsonArray> array, String name)
      throws ProtocolException {
    return array.orElseThrow(() -> JsonObject.invalid(name, "is missing"));
  }
}
