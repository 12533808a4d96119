package org.opensy.mining.randomx;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A block of accepted_blocks.json, as far as RandomX is concerned. */
record AcceptedBlock(
    long height, long keyHeight, RandomXKey key, String headerHex, String randomxHash) {

  /** This module has no JSON library; the file's own layout is stable enough for five fields. */
  private static final Pattern FIELDS =
      Pattern.compile(
          "\"height\": (\\d+).*?\"key_height\": (\\d+).*?\"randomx_key\": \"(\\p{XDigit}{64})\""
              + ".*?\"header\": \"(\\p{XDigit}{160})\".*?\"randomx_hash\": \"(\\p{XDigit}{64})\"",
          Pattern.DOTALL);

  static List<AcceptedBlock> all() {
    List<AcceptedBlock> blocks = new ArrayList<>();
    Matcher matcher = FIELDS.matcher(text());
    while (matcher.find()) {
      blocks.add(
          new AcceptedBlock(
              Long.parseLong(matcher.group(1)),
              Long.parseLong(matcher.group(2)),
              RandomXKey.ofHex(matcher.group(3)),
              matcher.group(4),
              matcher.group(5)));
    }
    if (blocks.size() != 12) {
      throw new IllegalStateException("accepted_blocks.json has 12 blocks, read " + blocks.size());
    }
    return blocks;
  }

  byte[] header() {
    return HexFormat.of().parseHex(headerHex);
  }

  private static String text() {
    try (InputStream file = AcceptedBlock.class.getResourceAsStream("/accepted_blocks.json")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
