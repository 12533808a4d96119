package org.opensy.mining.randomx;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;

/** The vectors of RandomX itself (tevador/RandomX, src/tests/tests.cpp), all under one key. */
final class Vectors {

  static final byte[] KEY = bytes("test key 000");

  static final Map<String, String> HASH_OF_INPUT =
      Map.of(
          "This is a test", "639183aae1bf4c9a35884cb46b09cad9175f04efd7684e7262a0ac1c2f0b4e3f",
          "Lorem ipsum dolor sit amet",
              "300a0adb47603dedb42228ccb2b211104f4da45af709cd7547cd049e9489c969");

  private Vectors() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
