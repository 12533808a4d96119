package org.opensy.mining.stratum.protocol;

import java.util.Optional;

/** Makes a {@link ServerMessage} of the fields of a line of XMRig's dialect. */
final class ServerMessageReader {
  private static final int MAX_TEXT_LENGTH = 128;
  private static final int MAX_MESSAGE_LENGTH = 1024;
  private static final int MAX_BLOB_DIGITS = 2 * StratumJob.MAX_BLOB_BYTES;
  private static final int UNKNOWN_CODE = -1;

  private ServerMessageReader() {}

  static ServerMessage read(JsonObject line) throws ProtocolException {
    RpcId id = line.id();
    try {
      String method = line.textOrEmpty("method", MAX_TEXT_LENGTH);
      if (!method.isEmpty()) {
        return notification(method, line);
      }
      return line.value("error").isPresent() ? error(id, line) : result(id, line);
    } catch (ProtocolException e) {
      throw e.withId(id);
    }
  }

  private static ServerMessage notification(String method, JsonObject line)
      throws ProtocolException {
    if (!method.equals("job")) {
      throw new ProtocolException(StratumError.METHOD_NOT_FOUND, "a pool sends job only");
    }
    return new JobMessage(job(required(line, "params")));
  }

  /** Takes an error that is a bare string, too; one without a text gets a text. */
  private static ServerMessage error(RpcId id, JsonObject line) throws ProtocolException {
    String text = "the pool gave no reason";
    int code = UNKNOWN_CODE;
    if (line.value("error").orElse(null) instanceof JsonObject error) {
      String message = error.textOrEmpty("message", MAX_MESSAGE_LENGTH);
      text = message.isBlank() ? text : message;
      code = code(error);
    } else {
      String message = line.textOrEmpty("error", MAX_MESSAGE_LENGTH);
      text = message.isBlank() ? text : message;
    }
    return new ErrorReply(id, code, text);
  }

  private static int code(JsonObject error) {
    if (error.value("code").orElse(null) instanceof JsonObject.JsonNumber number
        && number.digits().matches("-?[0-9]{1,9}")) {
      return Integer.parseInt(number.digits());
    }
    return UNKNOWN_CODE;
  }

  private static ServerMessage result(RpcId id, JsonObject line) throws ProtocolException {
    JsonObject result = required(line, "result");
    if (result.value("blob").isPresent()) {
      return new JobResult(id, job(result));
    }
    Optional<JsonObject> job = result.object("job");
    if (job.isEmpty()) {
      return new Ok(id, result.text("status", MAX_TEXT_LENGTH));
    }
    return new LoginResult(
        id,
        result.text("id", MAX_TEXT_LENGTH),
        job(job.get()),
        result.texts("extensions", MAX_TEXT_LENGTH));
  }

  private static StratumJob job(JsonObject fields) throws ProtocolException {
    String algo = fields.textOrEmpty("algo", MAX_TEXT_LENGTH);
    long nonceOffset = fields.number("nonce_offset", StratumJob.CRYPTONOTE_NONCE_OFFSET);
    try {
      return new StratumJob(
          fields.text("job_id", MAX_TEXT_LENGTH),
          fields.text("blob", MAX_BLOB_DIGITS),
          Target.fromStratumHex(fields.text("target", MAX_TEXT_LENGTH)),
          algo.isEmpty() ? Login.STANDARD_ALGORITHM : algo,
          fields.number("height", 0),
          fields.text("seed_hash", MAX_TEXT_LENGTH),
          (int) Math.min(nonceOffset, Integer.MAX_VALUE));
    } catch (IllegalArgumentException e) {
      throw new ProtocolException(StratumError.INVALID_PARAMS, "the job is malformed");
    }
  }

  private static JsonObject required(JsonObject line, String name) throws ProtocolException {
    return line.object(name).orElseThrow(() -> JsonObject.invalid(name, "is missing"));
  }
}
