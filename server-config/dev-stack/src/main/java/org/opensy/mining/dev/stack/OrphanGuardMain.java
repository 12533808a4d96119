package org.opensy.mining.dev.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The process behind {@link OrphanGuard}: reads "pid start-time" lines until its input ends, then
 * ends those processes that are still the same ones, first kindly, after ten seconds by force.
 */
public final class OrphanGuardMain {
  private static final int GRACE_SECONDS = 10;

  private OrphanGuardMain() {}

  /** Entry point; takes no arguments. */
  public static void main(String[] arguments) throws IOException {
    List<String> lines = new ArrayList<>();
    try (BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        lines.add(line);
      }
    }
    end(lines.stream().flatMap(line -> find(line).stream()).toList());
  }

  private static void end(List<ProcessHandle> targets) {
    targets.forEach(ProcessHandle::destroy);
    CompletableFuture<?>[] exits =
        targets.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(exits).completeOnTimeout(null, GRACE_SECONDS, TimeUnit.SECONDS).join();
    targets.forEach(
        target -> {
          target.descendants().forEach(ProcessHandle::destroyForcibly);
          target.destroyForcibly();
        });
  }

  private static List<ProcessHandle> find(String line) {
    String[] parts = line.split(" ", 2);
    long started = Long.parseLong(parts[1]);
    return ProcessHandle.of(Long.parseLong(parts[0]))
        .filter(handle -> started == 0 || OrphanGuard.startMillis(handle) == started)
        .filter(ProcessHandle::isAlive)
        .stream()
        .toList();
  }
}
