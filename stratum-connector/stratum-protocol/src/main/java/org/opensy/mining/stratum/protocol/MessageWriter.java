package org.opensy.mining.stratum.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** Writes messages as lines. Thread-safe. */
final class MessageWriter {
  private static final int USUAL_LINE_BYTES = 640;

  private interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  private MessageWriter() {}

  static byte[] line(ServerMessage message) {
    if (message instanceof JobMessage job) {
      return line(json -> jobMessage(json, job));
    } else if (message instanceof LoginResult login) {
      return line(json -> loginResult(json, login));
    } else if (message instanceof Ok ok) {
      return line(json -> ok(json, ok));
    } else {
      return line(json -> error(json, (ErrorReply) message));
    }
  }

  static byte[] line(ClientMessage message) {
    if (message instanceof Login login) {
      return line(json -> login(json, login));
    } else if (message instanceof Submit submit) {
      return line(json -> submit(json, submit));
    } else {
      return line(json -> keepAlive(json, (KeepAlive) message));
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

  private static void jobMessage(JsonGenerator json, JobMessage message) throws IOException {
    json.writeStringField("jsonrpc", "2.0");
    json.writeStringField("method", "job");
    json.writeFieldName("params");
    job(json, message.job());
  }

  private static void loginResult(JsonGenerator json, LoginResult message) throws IOException {
    answer(json, message.id());
    json.writeObjectFieldStart("result");
    json.writeStringField("id", message.session());
    json.writeFieldName("job");
    job(json, message.job());
    texts(json, "extensions", message.extensions());
    json.writeStringField("status", "OK");
    json.writeEndObject();
  }

  private static void ok(JsonGenerator json, Ok message) throws IOException {
    answer(json, message.id());
    json.writeObjectFieldStart("result");
    json.writeStringField("status", message.status());
    json.writeEndObject();
  }

  private static void error(JsonGenerator json, ErrorReply message) throws IOException {
    id(json, message.id());
    json.writeStringField("jsonrpc", "2.0");
    json.writeObjectFieldStart("error");
    json.writeNumberField("code", message.code());
    json.writeStringField("message", message.message());
    json.writeEndObject();
  }

  private static void job(JsonGenerator json, StratumJob job) throws IOException {
    json.writeStartObject();
    json.writeStringField("blob", job.blob());
    json.writeStringField("job_id", job.jobId());
    json.writeStringField("target", job.target().toStratumHex());
    json.writeStringField("algo", job.algo());
    json.writeNumberField("height", job.height());
    json.writeStringField("seed_hash", job.seedHash());
    json.writeNumberField("nonce_offset", job.nonceOffset());
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
    json.writeEndObject();
  }

  private static void submit(JsonGenerator json, Submit message) throws IOException {
    request(json, message.id(), "submit");
    json.writeStringField("id", message.session());
    json.writeStringField("job_id", message.jobId());
    json.writeStringField("nonce", message.nonce());
    json.writeStringField("result", message.result());
    optional(json, "algo", message.algo());
    json.writeEndObject();
  }

  private static void keepAlive(JsonGenerator json, KeepAlive message) throws IOException {
    request(json, message.id(), "keepalived");
    optional(json, "id", message.session());
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

  private static void id(JsonGenerator json, RpcId id) throws IOException {
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
