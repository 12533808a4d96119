package org.opensy.mining.dev.node.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.opensy.mining.dev.node.fault.Fault;
import org.opensy.mining.dev.node.fault.FaultPlan;

/** Parses requests, meets faults, calls methods, frames replies. Thread-safe. */
final class Dispatcher {
  private static final Logger LOG = System.getLogger(Dispatcher.class.getName());

  /** Stands for a request that could not be read: its answer carries a null id. */
  private static final JsonNode NO_REQUEST = Json.object().putNull("id");

  private final Map<String, RpcMethod> methods = new TreeMap<>();
  private final FaultPlan faults;
  private final ActiveCalls active = new ActiveCalls();

  Dispatcher(FaultPlan faults) {
    this.faults = faults;
    methods.put("getrpcinfo", call -> active.info());
    methods.put("help", call -> Json.text(String.join("\n", methods.keySet())));
  }

  void register(Map<String, RpcMethod> more) {
    methods.putAll(more);
  }

  /**
   * What goes back: a status and a body, after which faults have their say.
   *
   * @param status HTTP status
   * @param body JSON, or anything with a fault
   * @param fault what the transport still has to do wrong
   */
  record Reply(int status, String body, Optional<Fault> fault) {
    static Reply of(int status, JsonNode body) {
      return new Reply(status, Json.write(body) + "\n", Optional.empty());
    }

    /** No answer at all. */
    static Reply none() {
      return new Reply(0, "", Optional.of(new Fault.Hangup()));
    }
  }

  Reply handle(String body, Optional<String> wallet) {
    JsonNode request;
    try {
      request = Json.MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      return failure(NO_REQUEST, new RpcRefusal(RpcRefusal.PARSE, "Parse error"));
    }
    if (request.isMissingNode()) {
      return failure(NO_REQUEST, new RpcRefusal(RpcRefusal.PARSE, "Parse error"));
    }
    if (request.isArray()) {
      return batch(request, wallet);
    }
    if (!request.isObject()) {
      return failure(NO_REQUEST, new RpcRefusal(RpcRefusal.PARSE, "Top-level object parse error"));
    }
    return single(request, wallet);
  }

  /** How often a method was called, batches aside. */
  long calls(String method) {
    return active.count(method);
  }

  private Reply batch(JsonNode requests, Optional<String> wallet) {
    ArrayNode replies = Json.array();
    for (JsonNode request : requests) {
      try {
        RpcCall call = parse(request, wallet);
        replies.add(reply(request, call(call)));
      } catch (RpcRefusal refusal) {
        replies.add(error(request, refusal));
      }
    }
    return Reply.of(200, replies);
  }

  private Reply single(JsonNode request, Optional<String> wallet) {
    try {
      RpcCall call = parse(request, wallet);
      return active.during(call.method(), () -> answerOrFault(request, call));
    } catch (RpcRefusal refusal) {
      return failure(request, refusal);
    }
  }

  private Reply answerOrFault(JsonNode request, RpcCall call) {
    Optional<Fault> fault =
        call.method().startsWith("dev") ? Optional.empty() : faults.next(call.method());
    return fault.isPresent() ? faulty(request, call, fault.get()) : answer(request, call);
  }

  private Reply answer(JsonNode request, RpcCall call) {
    try {
      return Reply.of(200, reply(request, call(call)));
    } catch (RpcRefusal refusal) {
      return isVersion2(request)
          ? Reply.of(200, error(request, refusal))
          : failure(request, refusal);
    }
  }

  private Reply faulty(JsonNode request, RpcCall call, Fault fault) {
    if (fault instanceof Fault.HttpStatus || fault instanceof Fault.Hangup) {
      return new Reply(0, "", Optional.of(fault));
    }
    if (fault instanceof Fault.WrongError wrong) {
      return failure(request, new RpcRefusal(wrong.code(), wrong.message()));
    }
    if (fault instanceof Fault.Slow slow) {
      return Pause.of(slow.delay()) ? answer(request, call) : Reply.none();
    }
    if (fault instanceof Fault.Held) {
      return faults.held().hold(() -> answer(request, call)).orElseGet(Reply::none);
    }
    Reply honest = answer(request, call);
    if (fault instanceof Fault.ErrorAfterWork late) {
      return failure(request, new RpcRefusal(late.code(), late.message()));
    }
    if (fault instanceof Fault.WrongResult wrong) {
      return Reply.of(200, reply(request, wrong.result()));
    }
    return new Reply(honest.status(), honest.body(), Optional.of(fault));
  }

  private JsonNode call(RpcCall call) {
    RpcMethod method = methods.get(call.method());
    if (method == null) {
      throw new RpcRefusal(RpcRefusal.METHOD_NOT_FOUND, "Method not found");
    }
    try {
      return method.call(call);
    } catch (IllegalStateException | UncheckedIOException e) {
      LOG.log(Level.ERROR, "DEVNODE-1001 method failed method=" + call.method(), e);
      throw new RpcRefusal(RpcRefusal.MISC, e.getMessage());
    }
  }

  private static RpcCall parse(JsonNode request, Optional<String> wallet) {
    if (!request.isObject()) {
      throw new RpcRefusal(RpcRefusal.INVALID_REQUEST, "Invalid Request object");
    }
    String version = request.path("jsonrpc").asText("1.0");
    if (!version.equals("1.0") && !version.equals("2.0")) {
      throw new RpcRefusal(RpcRefusal.INVALID_REQUEST, "JSON-RPC version not supported");
    }
    JsonNode method = request.path("method");
    if (method.isMissingNode() || method.isNull()) {
      throw new RpcRefusal(RpcRefusal.INVALID_REQUEST, "Missing method");
    }
    if (!method.isTextual()) {
      throw new RpcRefusal(RpcRefusal.INVALID_REQUEST, "Method must be a string");
    }
    JsonNode params = request.path("params");
    if (params.isMissingNode() || params.isNull()) {
      params = Json.array();
    }
    if (!params.isArray()) {
      // The node also takes parameters by name; this stand-in does not.
      throw new RpcRefusal(RpcRefusal.INVALID_REQUEST, "Params must be an array or object");
    }
    return new RpcCall(method.textValue(), params, wallet);
  }

  private static boolean isVersion2(JsonNode request) {
    return request.path("jsonrpc").asText().equals("2.0");
  }

  /** Version 2 leaves out what is null; the legacy framing has both fields. */
  private static ObjectNode reply(JsonNode request, JsonNode result) {
    ObjectNode reply = Json.object();
    if (isVersion2(request)) {
      reply.put("jsonrpc", "2.0").set("result", result);
    } else {
      reply.set("result", result);
      reply.putNull("error");
    }
    return withId(reply, request);
  }

  private static ObjectNode error(JsonNode request, RpcRefusal refusal) {
    ObjectNode reply = Json.object();
    if (isVersion2(request)) {
      reply.put("jsonrpc", "2.0");
    } else {
      reply.putNull("result");
    }
    reply.putObject("error").put("code", refusal.code()).put("message", refusal.getMessage());
    return withId(reply, request);
  }

  private static ObjectNode withId(ObjectNode reply, JsonNode request) {
    if (request.has("id")) {
      reply.set("id", request.get("id"));
    }
    return reply;
  }

  private static Reply failure(JsonNode request, RpcRefusal refusal) {
    return Reply.of(refusal.httpStatus(), error(request, refusal));
  }
}
