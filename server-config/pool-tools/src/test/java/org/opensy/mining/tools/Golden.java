package org.opensy.mining.tools;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The proof that an independent script made, and its root; see {@code reward/SOURCE.md}. */
final class Golden {
  static final String ROOT = "59b78f95fcb02f139bc439b60099ec3efbf263c40f222f81fd690e68941bb863";

  private Golden() {}

  static byte[] proof() {
    try (InputStream in = Golden.class.getResourceAsStream("/reward/proof.json")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The proof with something else in one place. */
  static byte[] proofWith(String part, String other) {
    String text = new String(proof(), StandardCharsets.UTF_8);
    if (!text.contains(part)) {
      throw new IllegalArgumentException("the proof does not hold " + part);
    }
    return text.replace(part, other).getBytes(StandardCharsets.UTF_8);
  }
}
