package org.opensy.mining.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.opensy.mining.randomx.RandomXMode;

/**
 * The C program {@code c/randomx_bench.c}, compiled: what the library reaches without Java. Start
 * it for a workload, then measure as often as you like while it keeps its memory.
 *
 * <p>Thread-safe; a {@link Session} is not.
 */
public final class NativeReference {

  private static final String SOURCE = "randomx_bench.c";

  private final Path program;

  private NativeReference(Path program) {
    this.program = program;
  }

  /**
   * Compiles the program with {@code cc}.
   *
   * @param directory where source and program are written
   * @return nothing when there is no {@code cc} on this system
   * @throws IllegalStateException when there is one but it fails
   */
  public static Optional<NativeReference> compile(Path directory) {
    Path source = directory.resolve(SOURCE);
    Path program = directory.resolve("randomx_bench");
    try (InputStream code = NativeReference.class.getResourceAsStream(SOURCE)) {
      Files.copy(code, source);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    Process compiler;
    try {
      compiler =
          new ProcessBuilder(
                  "cc", "-O2", "-pthread", "-o", program.toString(), source.toString(), "-ldl")
              .inheritIO()
              .start();
    } catch (IOException absent) {
      return Optional.empty();
    }
    if (awaitExit(compiler) != 0) {
      throw new IllegalStateException("cc could not compile " + source);
    }
    return Optional.of(new NativeReference(program));
  }

  /**
   * Starts the program; returns at once, while it builds its cache or dataset.
   *
   * @param library the librandomx file
   */
  public Session start(Path library, Workload workload) {
    return start(library, workload, Map.of());
  }

  /**
   * The same with variables added to the program's environment, for a Java side that has them:
   * {@code GLIBC_TUNABLES} decides on the pages of the scratchpads.
   */
  public Session start(Path library, Workload workload, Map<String, String> environment) {
    List<String> command =
        List.of(
            program.toString(),
            library.toAbsolutePath().toString(),
            workload.settings().mode() == RandomXMode.FULL ? "full" : "light",
            Integer.toString(workload.settings().threads()),
            workload.settings().largePages() ? "auto" : "off",
            workload.settings().secureJit() ? "secure" : "normal",
            workload.key().hex(),
            workload.header());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    try {
      return new Session(builder.start());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static int awaitExit(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException interrupted) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  /**
   * What the program says when its memory is ready.
   *
   * @param flags the randomx_flags in force, without LARGE_PAGES
   * @param pages large, transparent or 4k
   * @param headerHash the hash of the workload's header as it is, in hex
   */
  public record Ready(int flags, String pages, String headerHash) {
    private static final Pattern PAGES = Pattern.compile(".*\\bpages=(\\w+).*", Pattern.DOTALL);

    /**
     * Whether the other side's memory is in pages of the same kind.
     *
     * @param description what the other side says of itself; the last {@code pages=} in it counts
     */
    boolean hasPagesOf(String description) {
      Matcher other = PAGES.matcher(description);
      return other.matches() && other.group(1).equals(pages);
    }

    /**
     * Refuses to compare unlike pages.
     *
     * @throws IllegalStateException when the other side's are of another kind
     */
    void requirePagesOf(String description) {
      if (!hasPagesOf(description)) {
        throw new IllegalStateException(
            "the pages differ, the ratio would say nothing; with --pages off neither side asks for any");
      }
    }
  }

  /**
   * One hash.
   *
   * @param header which of the headers
   * @param nonce its four bytes in hex, in the order in which they stand in the header
   * @param result the 32 bytes in hex
   */
  public record Solution(int header, String nonce, String result) {}

  /**
   * A measurement and what it hashed.
   *
   * @param solutions every hash of the measurement
   */
  public record Batch(HashRate rate, List<Solution> solutions) {
    /** Copies the list. */
    public Batch {
      solutions = List.copyOf(solutions);
    }
  }

  /** A running program. Not thread-safe. */
  public static final class Session implements Side, AutoCloseable {

    private final Process process;
    private final BufferedReader answers;

    private Session(Process process) {
      this.process = process;
      this.answers = process.inputReader(StandardCharsets.US_ASCII);
    }

    /** Waits for the memory to be built; to be called once, before the first measurement. */
    public Ready awaitReady() {
      String[] words = answer("ready");
      return new Ready(Integer.parseInt(words[1]), words[2], words[3]);
    }

    /** Hashes for about {@code seconds} on all threads. */
    @Override
    public HashRate measure(int seconds, int firstNonce) {
      return measure("run", seconds, firstNonce);
    }

    /**
     * Hashes these headers in turn and says what came out.
     *
     * @param headers 80 bytes each, in hex; later measurements hash them too
     */
    public Batch measureShares(int seconds, int firstNonce, List<String> headers) {
      send("headers " + headers.size() + " " + String.join(" ", headers));
      HashRate rate = measure("shares", seconds, firstNonce);
      int count = Integer.parseInt(answer("shares")[1]);
      List<Solution> solutions = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String[] words = answer("");
        solutions.add(new Solution(Integer.parseInt(words[0]), words[1], words[2]));
      }
      return new Batch(rate, solutions);
    }

    private HashRate measure(String command, int seconds, int firstNonce) {
      send(command + " " + seconds * 1000L + " " + Integer.toUnsignedString(firstNonce));
      String[] words = answer("rate");
      return new HashRate(Double.parseDouble(words[1]), Double.parseDouble(words[2]));
    }

    private void send(String line) {
      try {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
      } catch (IOException gone) {
        throw new UncheckedIOException("the C program has ended", gone);
      }
    }

    private String[] answer(String expected) {
      try {
        String line = answers.readLine();
        if (line == null || !line.startsWith(expected)) {
          throw new IllegalStateException("the C program did not say " + expected + " but " + line);
        }
        return line.split(" ", -1);
      } catch (IOException gone) {
        throw new UncheckedIOException("the C program has ended", gone);
      }
    }

    /** Ends the program. */
    @Override
    public void close() {
      try {
        process.getOutputStream().close();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (IOException alreadyGone) {
        process.destroyForcibly();
      } catch (InterruptedException interrupted) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
