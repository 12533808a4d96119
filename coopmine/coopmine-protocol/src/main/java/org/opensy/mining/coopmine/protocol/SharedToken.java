package org.opensy.mining.coopmine.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.grpc.CallCredentials;
import io.grpc.Metadata;
import java.security.MessageDigest;
import java.util.concurrent.Executor;

/**
 * The secret that coordinator and workers share, {@value #MIN_LENGTH} to {@value #MAX_LENGTH}
 * printable ASCII characters. It travels as the metadata entry {@code coopmine-token} of every call
 * and never shows in {@link #toString()}.
 *
 * <p>Thread-safe.
 */
public final class SharedToken {
  public static final int MIN_LENGTH = 16;
  public static final int MAX_LENGTH = 256;

  private static final Metadata.Key<String> KEY =
      Metadata.Key.of("coopmine-token", Metadata.ASCII_STRING_MARSHALLER);

  private final String secret;

  private SharedToken(String secret) {
    this.secret = secret;
  }

  /**
   * Wraps a secret.
   *
   * @throws IllegalArgumentException if it is too short, too long or has a character outside of
   *     0x21 to 0x7e; the message does not repeat it
   */
  public static SharedToken of(String secret) {
    if (secret.length() < MIN_LENGTH || secret.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "must have " + MIN_LENGTH + " to " + MAX_LENGTH + " characters");
    }
    if (!secret.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      throw new IllegalArgumentException("must be printable ASCII without spaces");
    }
    return new SharedToken(secret);
  }

  /** Whether a call's metadata carry this token; takes the same time wherever they differ. */
  public boolean isIn(Metadata headers) {
    String given = headers.get(KEY);
    return given != null
        && MessageDigest.isEqual(secret.getBytes(US_ASCII), given.getBytes(US_ASCII));
  }

  /** Credentials that put this token into every call of a stub. */
  public CallCredentials asCredentials() {
    return new CallCredentials() {
      @Override
      public void applyRequestMetadata(
          RequestInfo requestInfo, Executor appExecutor, MetadataApplier applier) {
        Metadata headers = new Metadata();
        headers.put(KEY, secret);
        applier.apply(headers);
      }
    };
  }

  @Override
  public String toString() {
    return "SharedToken[hidden]";
  }
}
