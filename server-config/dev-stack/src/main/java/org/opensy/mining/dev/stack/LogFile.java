package org.opensy.mining.dev.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A log written by another process, read to explain a failure.
 *
 * @param path the file; it need not exist yet
 */
public record LogFile(Path path) {
  private static final int RELEVANT_LINES = 25;
  private static final int LINE_LENGTH = 300;
  private static final Pattern HEADER_NOISE =
      Pattern.compile(
          "\\[tid: [^]]*] \\[timeMillis: \\d+] \\[levelValue: \\d+]( \\[\\[)?|\\[Payara [0-9.]+] ");
  private static final Pattern TROUBLE =
      Pattern.compile(
          "SEVERE|ERROR|FATAL|PANIC|Exception|Caused by|Error:|refused|POOL-\\d+|COOP-\\d+");

  /** Our own messages say all that is wrong in one line: never cut short. */
  private static final Pattern OURS = Pattern.compile("(POOL|COOP)-\\d+");

  private static final Pattern COLOURS = Pattern.compile("\\u001B\\[[0-9;]*m");

  /** Returns the whole text without colours, empty when there is no such file yet. */
  public String text() {
    try {
      return Files.exists(path)
          ? COLOURS
              .matcher(new String(Files.readAllBytes(path), StandardCharsets.UTF_8))
              .replaceAll("")
          : "";
    } catch (IOException e) {
      throw new StackException("cannot read " + path, e);
    }
  }

  private static String shorten(String line) {
    String text = HEADER_NOISE.matcher(line.strip()).replaceAll("");
    boolean cut = text.length() > LINE_LENGTH && !OURS.matcher(text).find();
    return cut ? text.substring(0, LINE_LENGTH) + "…" : text;
  }

  /** Returns the last lines that speak of trouble, or simply the last lines when none does. */
  public List<String> relevantTail() {
    List<String> lines = text().lines().toList();
    List<String> trouble = new ArrayList<>();
    for (String line : lines) {
      if (TROUBLE.matcher(line).find() && !line.isBlank()) {
        trouble.add(shorten(line));
      }
    }
    List<String> chosen = trouble.isEmpty() ? lines : trouble;
    return chosen.subList(Math.max(0, chosen.size() - RELEVANT_LINES), chosen.size());
  }

  /**
   * Returns a failure text: what went wrong, which file has the whole story, and its relevant last
   * lines.
   */
  public String explain(String problem) {
    StringBuilder text = new StringBuilder(problem).append("\n  log: ").append(path);
    relevantTail().forEach(line -> text.append("\n  | ").append(line));
    return text.toString();
  }
}
