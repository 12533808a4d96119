package org.opensy.mining.pool.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the owner of an API key has of it, and the pool has not: 256 random bits. Never shows itself
 * but in {@link #text}. Immutable. Thread-safe.
 */
public final class ApiKeySecret {
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Pattern FORM = Pattern.compile("opk_([1-9][0-9]{0,17})_([0-9a-f]{64})");

  private final String hex;

  private ApiKeySecret(String hex) {
    this.hex = hex;
  }

  /**
   * A key as its owner shows it.
   *
   * @param id its number
   * @param secret its bits
   */
  record Shown(long id, ApiKeySecret secret) {}

  /** A new one. */
  public static ApiKeySecret random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new ApiKeySecret(HexFormat.of().formatHex(bytes));
  }

  /** Reads what {@link #text} gave; nothing if it did not. */
  static Optional<Shown> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(new Shown(Long.parseLong(form.group(1)), new ApiKeySecret(form.group(2))))
        : Optional.empty();
  }

  /** What its owner keeps, together with the key's number. */
  public String text(long id) {
    return "opk_" + id + "_" + hex;
  }

  /** SHA-256, 64 hex digits: with 256 random bits there is nothing to guess, so nothing to slow. */
  String digest() {
    return HexFormat.of().formatHex(sha256(hex));
  }

  /** Whether it has this digest; takes as long whether it has or not. */
  boolean hasDigest(String digest) {
    return MessageDigest.isEqual(
        digest().getBytes(StandardCharsets.US_ASCII), digest.getBytes(StandardCharsets.US_ASCII));
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }

  @Override
  public String toString() {
    return "***";
  }
}
