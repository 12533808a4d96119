package org.opensy.mining.stratum.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;

/** Writes messages as lines. Thread-safe. */
final class MessageWriter {
  private static final int USUAL_LINE_BYTES = 640;

  private interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  private MessageWriter() {}

  static byte[] line(ServerMessage message, Dialect dialect) {
    // What all miners are sent at the same moment is put together plainly.
    if (message instanceof JobMessage job) {
      return jobLine(job.job()).getBytes(StandardCharsets.UTF_8);
    } else if (message instanceof LoginResult login) {
      return loginLine(login).getBytes(StandardCharsets.UTF_8);
    } else {
      return line(json -> serverMessage(json, message, dialect));
    }
  }

  private static String jobLine(StratumJob job) {
    return job("{\"jsonrpc\":\"2.0\",\"method\":\"job\",\"params\":", job, "}\n");
  }

  private static String loginLine(LoginResult login) {
    RpcId id = login.id();
    String answer =
        "{\"id\":"
            + (id.quoted() ? quoted(id.text()) : id.text())
            + ",\"jsonrpc\":\"2.0\",\"error\":null,\"result\":{\"id\":"
            + quoted(login.session())
            + ",\"job\":";
    StringJoiner extensions = new StringJoiner(",", ",\"extensions\":[", "],\"status\":\"OK\"}}\n");
    login.extensions().forEach(extension -> extensions.add(quoted(extension)));
    return job(answer, login.job(), extensions.toString());
  }

  private static String quoted(String text) {
    return '"' + escaped(text) + '"';
  }

  private static String job(StratumJob job) {
    return job("", job, "");
  }

  private static String job(String before, StratumJob job, String after) {
    return before
        + "{\"blob\":\""
        + job.blob()
        + "\",\"job_id\":\""
        + escaped(job.jobId())
        + "\",\"target\":\""
        + job.target().toStratumHex()
        + "\",\"algo\":\""
        + escaped(job.algo())
        + "\",\"height\":"
        + job.height()
        + ",\"seed_hash\":\""
        + job.seedHash()
        + "\",\"nonce_offset\":"
        + job.nonceOffset()
        + "}"
        + after;
  }

  private static String escaped(String text) {
    return isPlain(text) ? text : new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }

  /** Whether nothing in it can need an escape; so it is with the names that are in use. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '-' || c > 'z' || c == '\\') {
        return false;
      }
    }
    return true;
  }

  private static void serverMessage(JsonGenerator json, ServerMessage message, Dialect dialect)
      throws IOException {
    if (message instanceof Notify notify) {
      BitcoinWriter.notify(json, notify.job());
    } else if (message instanceof Ok ok) {
      ok(json, ok, dialect);
    } else if (message instanceof ErrorReply error) {
      error(json, error, dialect);
    } else {
      rareMessage(json, message);
    }
  }

  private static void rareMessage(JsonGenerator json, ServerMessage message) throws IOException {
    if (message instanceof JobResult job) {
      jobResult(json, job);
    } else if (message instanceof SubscribeResult subscribe) {
      BitcoinWriter.subscribeResult(json, subscribe);
    } else if (message instanceof ConfigureResult configure) {
      BitcoinWriter.configureResult(json, configure);
    } else if (message instanceof SetDifficulty difficulty) {
      BitcoinWriter.setDifficulty(json, difficulty);
    } else {
      BitcoinWriter.setSeedHash(json, (SetSeedHash) message);
    }
  }

  static byte[] line(ClientMessage message) {
    if (message instanceof Login login) {
      return line(json -> login(json, login));
    } else if (message instanceof Submit submit) {
      return line(json -> submit(json, submit));
    } else if (message instanceof KeepAlive keepAlive) {
      return line(json -> ofSession(json, keepAlive.id(), "keepalived", keepAlive.session()));
    } else if (message instanceof GetJob getJob) {
      return line(json -> ofSession(json, getJob.id(), "getjob", getJob.session()));
    } else {
      return line(json -> BitcoinWriter.request(json, (BitcoinRequest) message));
    }
  }

  private static byte[] line(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_LINE_BYTES);
    try (JsonGenerator json = JsonLine.FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      body.write(json);
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new AssertionError("An array in memory has no I/O", e);
    }
    return bytes.toByteArray();
  }

  private static void jobResult(JsonGenerator json, JobResult message) throws IOException {
    answer(json, message.id());
    json.writeFieldName("result");
    json.writeRawValue(job(message.job()));
  }

  private static void ok(JsonGenerator json, Ok message, Dialect dialect) throws IOException {
    if (dialect == Dialect.BITCOIN) {
      BitcoinWriter.ok(json, message);
      return;
    }
    answer(json, message.id());
    json.writeObjectFieldStart("result");
    json.writeStringField("status", message.status());
    json.writeEndObject();
  }

  private static void error(JsonGenerator json, ErrorReply message, Dialect dialect)
      throws IOException {
    if (dialect == Dialect.BITCOIN) {
      BitcoinWriter.error(json, message);
      return;
    }
    id(json, message.id());
    json.writeStringField("jsonrpc", "2.0");
    json.writeObjectFieldStart("error");
    json.writeNumberField("code", message.code());
    json.writeStringField("message", message.message());
    json.writeEndObject();
  }

  private static void login(JsonGenerator json, Login message) throws IOException {
    request(json, message.id(), "login");
    json.writeStringField("login", message.login());
    json.writeStringField("pass", message.pass());
    json.writeStringField("agent", message.agent());
    optional(json, "rigid", message.rigid());
    if (!message.algos().isEmpty()) {
      texts(json, "algo", message.algos());
    }
    if (message.hashRate().isPresent()) {
      json.writeObjectFieldStart("algo-perf");
      json.writeNumberField(Login.STANDARD_ALGORITHM, message.hashRate().getAsDouble());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void submit(JsonGenerator json, Submit message) throws IOException {
    Submission share = message.share();
    if (share.claim().isEmpty()) {
      BitcoinWriter.submit(json, message);
      return;
    }
    request(json, message.id(), "submit");
    json.writeStringField("id", message.sender());
    json.writeStringField("job_id", share.jobId());
    json.writeStringField("nonce", share.nonce());
    json.writeStringField("result", share.claim().get());
    optional(json, "algo", message.algo());
    json.writeEndObject();
  }

  private static void ofSession(JsonGenerator json, RpcId id, String method, String session)
      throws IOException {
    request(json, id, method);
    optional(json, "id", session);
    json.writeEndObject();
  }

  private static void request(JsonGenerator json, RpcId id, String method) throws IOException {
    id(json, id);
    json.writeStringField("jsonrpc", "2.0");
    json.writeStringField("method", method);
    json.writeObjectFieldStart("params");
  }

  private static void answer(JsonGenerator json, RpcId id) throws IOException {
    id(json, id);
    json.writeStringField("jsonrpc", "2.0");
    json.writeNullField("error");
  }

  static void id(JsonGenerator json, RpcId id) throws IOException {
    json.writeFieldName("id");
    if (id.quoted()) {
      json.writeString(id.text());
    } else {
      json.writeRawValue(id.text());
    }
  }

  private static void optional(JsonGenerator json, String name, String text) throws IOException {
    if (!text.isEmpty()) {
      json.writeStringField(name, text);
    }
  }

  private static void texts(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
