package org.opensy.mining.stratum.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/** Writes the fields of messages of the Bitcoin dialect. Thread-safe. */
final class BitcoinWriter {
  private BitcoinWriter() {}

  static void request(JsonGenerator json, BitcoinRequest message) throws IOException {
    MessageWriter.id(json, message.id());
    if (message instanceof Subscribe subscribe) {
      call(json, "mining.subscribe");
      json.writeString(subscribe.agent());
    } else if (message instanceof Authorize authorize) {
      call(json, "mining.authorize");
      strings(json, authorize.user(), authorize.password());
    } else if (message instanceof Configure configure) {
      call(json, "mining.configure");
      array(json, configure.extensions());
      json.writeStartObject();
      json.writeEndObject();
    } else if (message instanceof SuggestTarget suggestion) {
      call(json, "mining.suggest_target");
      json.writeString(suggestion.target().toString());
    } else {
      call(json, "mining.extranonce.subscribe");
    }
    json.writeEndArray();
  }

  static void submit(JsonGenerator json, Submit message) throws IOException {
    Submission share = message.share();
    MessageWriter.id(json, message.id());
    call(json, "mining.submit");
    strings(json, message.sender(), share.jobId());
    strings(json, share.extranonce2(), share.time(), share.nonce());
    json.writeEndArray();
  }

  static void subscribeResult(JsonGenerator json, SubscribeResult message) throws IOException {
    answer(json, message.id());
    json.writeStartArray();
    json.writeStartArray();
    array(json, List.of("mining.set_difficulty", message.subscription()));
    array(json, List.of("mining.notify", message.subscription()));
    json.writeEndArray();
    json.writeString(message.extranonce1());
    json.writeNumber(message.extranonce2Size());
    json.writeEndArray();
    json.writeNullField("error");
  }

  static void configureResult(JsonGenerator json, ConfigureResult message) throws IOException {
    answer(json, message.id());
    json.writeStartObject();
    for (String extension : message.unsupported()) {
      json.writeBooleanField(extension, false);
    }
    json.writeEndObject();
    json.writeNullField("error");
  }

  static void ok(JsonGenerator json, Ok message) throws IOException {
    answer(json, message.id());
    json.writeBoolean(true);
    json.writeNullField("error");
  }

  static void error(JsonGenerator json, ErrorReply message) throws IOException {
    answer(json, message.id());
    json.writeNull();
    json.writeArrayFieldStart("error");
    json.writeNumber(message.code());
    json.writeString(message.message());
    json.writeNull();
    json.writeEndArray();
  }

  static void setDifficulty(JsonGenerator json, SetDifficulty message) throws IOException {
    notification(json, "mining.set_difficulty");
    json.writeNumber(message.difficulty().value());
    json.writeEndArray();
  }

  static void setSeedHash(JsonGenerator json, SetSeedHash message) throws IOException {
    notification(json, "mining.set_seed_hash");
    json.writeString(message.seedHash());
    json.writeEndArray();
  }

  static void notify(JsonGenerator json, BitcoinJob job) throws IOException {
    notification(json, "mining.notify");
    strings(json, job.jobId(), job.previousHash(), job.coinbase1(), job.coinbase2());
    array(json, job.merkleBranch());
    strings(json, job.version(), job.bits(), job.ntime());
    json.writeBoolean(job.cleanJobs());
    json.writeEndArray();
  }

  private static void answer(JsonGenerator json, RpcId id) throws IOException {
    MessageWriter.id(json, id);
    json.writeFieldName("result");
  }

  private static void notification(JsonGenerator json, String method) throws IOException {
    json.writeNullField("id");
    call(json, method);
  }

  private static void call(JsonGenerator json, String method) throws IOException {
    json.writeStringField("method", method);
    json.writeArrayFieldStart("params");
  }

  private static void strings(JsonGenerator json, String... texts) throws IOException {
    for (String text : texts) {
      json.writeString(text);
    }
  }

  private static void array(JsonGenerator json, List<String> texts) throws IOException {
    json.writeStartArray();
    strings(json, texts.toArray(String[]::new));
    json.writeEndArray();
  }
}
