package org.opensy.mining.pool.act;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What an operator asks for. All texts are as they came, not escaped.
 *
 * @param caller who asks
 * @param call for what
 * @param key what the caller calls this request, so that it is done once however often it is sent
 */
public record OperatorRequest(Caller caller, Call call, Optional<String> key) {

  /**
   * Who asks.
   *
   * @param operator the name that the operator gave
   * @param source the address that the call came from
   */
  public record Caller(String operator, String source) {}

  /**
   * What is asked for.
   *
   * @param method of HTTP
   * @param target path and query
   * @param body may be empty
   */
  public record Call(String method, String target, String body) {

    /** SHA-256 of all of it, 64 hex digits: requests of one digest are the same request. */
    public String digest() {
      try {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        String all = method + " " + target + "\n" + body;
        return HexFormat.of().formatHex(sha256.digest(all.getBytes(StandardCharsets.UTF_8)));
      } catch (NoSuchAlgorithmException missing) {
        throw new IllegalStateException(missing);
      }
    }
  }

  OperatorRequest withoutKey() {
    return new OperatorRequest(caller, call, Optional.empty());
  }
}
