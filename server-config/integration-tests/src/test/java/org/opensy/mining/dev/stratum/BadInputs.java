package org.opensy.mining.dev.stratum;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.opensy.mining.stratum.protocol.StratumError;

/**
 * Lines that no honest miner sends, each of a kind of its own, and the error that each deserves.
 */
final class BadInputs {
  /** Replaced by the id of a session that is logged in. */
  static final String SESSION = "SESSION";

  /** Replaced by the id of its job. */
  static final String JOB = "JOB";

  /**
   * An input.
   *
   * @param name what is wrong
   * @param line a character for each byte, with a line feed at the end
   * @param code of the error after a login
   */
  record BadInput(String name, String line, int code) {
    /** Whether it is well formed, so that only the share is bad. */
    boolean isShare() {
      return code >= 0;
    }

    /** Whether it is valid JSON-RPC, which is answered and has no consequences. */
    boolean isJsonRpc() {
      return code == StratumError.METHOD_NOT_FOUND.code()
          || code == StratumError.INVALID_PARAMS.code();
    }

    /** The bytes, for a session. */
    byte[] bytes(String session, String job) {
      return line.replace(SESSION, session).replace(JOB, job).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final String ZEROS = "0".repeat(64);

  private final List<BadInput> all = new ArrayList<>();

  private BadInputs() {}

  static List<BadInput> all() {
    BadInputs inputs = new BadInputs();
    inputs.notJson();
    inputs.notText();
    inputs.tooMuch();
    inputs.requests();
    inputs.logins();
    inputs.submits();
    inputs.shares();
    inputs.bitcoin();
    return List.copyOf(inputs.all);
  }

  private void notJson() {
    for (String line :
        List.of(
            "hello",
            "GET / HTTP/1.1",
            "CONNECT pool:443 HTTP/1.0",
            "SSH-2.0-OpenSSH_9.6",
            "PROXY TCP4 203.0.113.7 192.0.2.1 4711 3333",
            "EHLO pool",
            "<?xml version=\"1.0\"?>",
            "{",
            "}",
            "{\"id\":1",
            "{\"id\":1,}",
            "{\"id\":1}}",
            "{\"id\":1}{\"id\":2}",
            "{\"id\":01}",
            "{\"id\":+1}",
            "{\"id\":.5}",
            "{\"id\":0x10}",
            "{\"id\":NaN}",
            "{\"id\":Infinity}",
            "{'id':1}",
            "{id:1}",
            "{\"id\":tru}",
            "{\"id\":1 \"method\":\"login\"}",
            "{\"id\":1,\"id\":2}",
            "{\"id\":1} // comment",
            "{\"id\":1,\"x\":\"\\q\"}",
            "{\"id\":1,\"x\":\"\\u12\"}",
            "{\"id\":1,\"x\":\"unended}")) {
      add("no JSON: " + line, line, StratumError.PARSE_ERROR);
    }
    for (String line : List.of("null", "true", "1", "\"login\"", "[]")) {
      add("no object: " + line, line, StratumError.INVALID_REQUEST);
    }
  }

  private void notText() {
    HexFormat hex = HexFormat.of();
    Map<String, byte[]> lines = new TreeMap<>();
    lines.put("a gzip header", hex.parseHex("1f8b0800000000000003"));
    lines.put("zeros", new byte[100]);
    lines.put("all bytes but the line feed", allBytes());
    lines.put("two byte order marks", hex.parseHex("efbbbfefbbbf7b7d"));
    lines.put("an overlong encoding", hex.parseHex("7b22c080223a317d"));
    lines.put("half a character", hex.parseHex("7b22c3223a317d"));
    lines.put("a surrogate in UTF-8", hex.parseHex("7b22eda080223a317d"));
    lines.put("beyond Unicode", hex.parseHex("7b22f4908080223a317d"));
    lines.put("Latin-1", "{\"id\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));
    lines.put("UTF-16", "{\"id\":1}".getBytes(StandardCharsets.UTF_16LE));
    lines.put("a control character in a text", hex.parseHex("7b2278223a22012228"));
    lines.forEach((name, bytes) -> add(name, bytes, StratumError.PARSE_ERROR));
  }

  private static byte[] allBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < 256; i++) {
      if (i != '\n') {
        bytes.write(i);
      }
    }
    return bytes.toByteArray();
  }

  private void tooMuch() {
    for (int depth : new int[] {8, 9, 100, 2000}) {
      add(depth + " arrays", junk("[".repeat(depth) + "]".repeat(depth)), StratumError.PARSE_ERROR);
    }
    for (int depth : new int[] {8, 100, 1000}) {
      String objects = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
      add(depth + " objects", junk(objects), StratumError.PARSE_ERROR);
    }
    add("arrays that never end", junk("[".repeat(4000)), StratumError.PARSE_ERROR);
    add("a number of 4000 digits", junk("9".repeat(4000)), StratumError.PARSE_ERROR);
    add("an id of 65 digits", "{\"id\":" + "9".repeat(65) + "}", StratumError.PARSE_ERROR);
    add(
        "a name of 129 characters",
        junk("{\"" + "n".repeat(129) + "\":1}"),
        StratumError.PARSE_ERROR);
    add("a fraction of 100 digits", junk("0." + "3".repeat(100)), StratumError.PARSE_ERROR);
  }

  private void requests() {
    for (String id : List.of("true", "[]", "{}", "[1]", "\"" + "i".repeat(65) + "\"")) {
      add(
          "an id that is " + id,
          "{\"id\":" + id + ",\"method\":\"keepalived\",\"params\":{}}",
          StratumError.INVALID_REQUEST);
    }
    for (String method : List.of("null", "7", "true", "[]", "{}")) {
      add(
          "a method that is " + method,
          "{\"id\":5,\"method\":" + method + ",\"params\":{}}",
          StratumError.INVALID_REQUEST);
    }
    add("no method", "{\"id\":5}", StratumError.INVALID_REQUEST);
    for (String method : List.of("", "LOGIN", "login ", "eth_submitLogin", "job", "__proto__")) {
      add(
          "the method " + method,
          "{\"id\":5,\"method\":\"" + method + "\",\"params\":{}}",
          StratumError.METHOD_NOT_FOUND);
    }
    for (String params : List.of("null", "[]", "7", "\"x\"", "true")) {
      add(
          "params that are " + params,
          "{\"id\":5,\"method\":\"keepalived\",\"params\":" + params + "}",
          StratumError.INVALID_PARAMS);
    }
  }

  private void logins() {
    Map<String, List<String>> bad = new TreeMap<>();
    bad.put(
        "login", List.of("null", "7", "true", "[]", "{}", "\"\"", "\"a\\u0000b\"", "\"\\ud800\""));
    bad.put("pass", List.of("7", "false", "[]", "{}", "\"\\n\""));
    bad.put("agent", List.of("7", "[]", "{}"));
    bad.put("algo", List.of("7", "\"rx/0\"", "{}", "[1]", "[null]", "[[]]"));
    bad.forEach(
        (field, values) ->
            values.forEach(
                value -> {
                  Map<String, String> fields = new TreeMap<>(Map.of("login", "\"a\""));
                  fields.put(field, value);
                  call("login with " + field + " " + value, "login", fields);
                }));
    call("a login of 257 characters", "login", Map.of("login", "\"" + "a".repeat(257) + "\""));
    call("a password of 257 characters", "login", Map.of("login", "\"a\"", "pass", text(257)));
    call("an agent of 513 characters", "login", Map.of("login", "\"a\"", "agent", text(513)));
    call(
        "257 algorithms",
        "login",
        Map.of("login", "\"a\"", "algo", "[" + "\"a\",".repeat(256) + "\"a\"]"));
    call("a login without fields", "login", Map.of());
  }

  private void submits() {
    Map<String, String> good =
        Map.of(
            "id",
            "\"" + SESSION + "\"",
            "job_id",
            "\"" + JOB + "\"",
            "nonce",
            "\"00000000\"",
            "result",
            "\"" + ZEROS + "\"");
    for (String field : List.of("id", "job_id", "nonce", "result")) {
      for (String value : List.of("null", "7", "-1", "true", "[]", "{}", "\"\"")) {
        Map<String, String> fields = new TreeMap<>(good);
        fields.put(field, value);
        call("submit with " + field + " " + value, "submit", fields);
      }
      Map<String, String> fields = new TreeMap<>(good);
      fields.remove(field);
      call("submit without " + field, "submit", fields);
      fields.put(field, text(129));
      call("submit with a long " + field, "submit", fields);
    }
  }

  /** Well formed, so it is the share that is bad, not the protocol. */
  private void shares() {
    for (String nonce :
        List.of(
            "-0000001",
            "0x000001",
            "0000000",
            "000000000",
            "zzzzzzzz",
            "0000000 ",
            "+1234567",
            "\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10",
            "0".repeat(128),
            "1e7")) {
      share("nonce " + nonce, JOB, nonce, ZEROS, StratumError.MALFORMED_SHARE);
    }
    for (String result :
        List.of(
            "0".repeat(63),
            "0".repeat(65),
            "0".repeat(128),
            "-" + "0".repeat(63),
            "g".repeat(64),
            "0x" + "0".repeat(62),
            " " + "0".repeat(63),
            "00")) {
      share("result " + result, JOB, "00000000", result, StratumError.MALFORMED_SHARE);
    }
    share("job of nobody", "0000000100000000", "00000000", ZEROS, StratumError.UNKNOWN_JOB);
    share("job that is no id", "../../etc", "00000000", ZEROS, StratumError.UNKNOWN_JOB);
    share("result that is too high", JOB, "00000000", "f".repeat(64), StratumError.LOW_DIFFICULTY);
  }

  /** In the other dialect, which a session in this one may not speak. */
  private void bitcoin() {
    for (String line :
        List.of(
            "{\"id\":5,\"method\":\"mining.submit\",\"params\":{}}",
            "{\"id\":5,\"method\":\"mining.submit\",\"params\":[]}",
            "{\"id\":5,\"method\":\"mining.submit\",\"params\":[1,2,3,4,5]}",
            "{\"id\":5,\"method\":\"mining.authorize\",\"params\":[null]}",
            "{\"id\":5,\"method\":\"mining.subscribe\",\"params\":\"x\"}",
            "{\"id\":5,\"method\":\"mining.configure\",\"params\":[[1]]}")) {
      add("of Bitcoin: " + line, line, StratumError.INVALID_PARAMS);
    }
    add(
        "of Bitcoin: mining.x",
        "{\"id\":5,\"method\":\"mining.x\"}",
        StratumError.METHOD_NOT_FOUND);
  }

  private void share(String name, String job, String nonce, String result, StratumError error) {
    String line =
        "{\"id\":5,\"method\":\"submit\",\"params\":{\"id\":\""
            + SESSION
            + "\",\"job_id\":\""
            + job
            + "\",\"nonce\":\""
            + nonce
            + "\",\"result\":\""
            + result
            + "\"}}";
    add("a share with the " + name, line, error);
  }

  private void call(String name, String method, Map<String, String> fields) {
    StringBuilder params = new StringBuilder();
    fields.forEach(
        (field, value) ->
            params
                .append(params.isEmpty() ? "" : ",")
                .append("\"")
                .append(field)
                .append("\":")
                .append(value));
    add(
        name,
        "{\"id\":5,\"method\":\"" + method + "\",\"params\":{" + params + "}}",
        StratumError.INVALID_PARAMS);
  }

  private static String text(int length) {
    return "\"" + "x".repeat(length) + "\"";
  }

  private static String junk(String value) {
    return "{\"id\":5,\"method\":\"keepalived\",\"params\":{},\"x\":" + value + "}";
  }

  private void add(String name, String line, StratumError error) {
    add(name, line.getBytes(StandardCharsets.UTF_8), error);
  }

  private void add(String name, byte[] line, StratumError error) {
    String shown = name.length() > 90 ? name.substring(0, 90) : name;
    String characters = new String(line, StandardCharsets.ISO_8859_1) + "\n";
    all.add(new BadInput(shown, characters, error.code()));
  }
}
