package org.opensy.mining.dev.stack;

import java.nio.file.Path;

/**
 * Where the stack finds what it starts and where it may write.
 *
 * @param archives directory with pool.ear, coopmine-coordinator.war, coopmine-worker.war,
 *     payara.zip and payara-micro.jar, filled by the build
 * @param cache unpacked servers, kept and shared by all runs in one checkout
 * @param work data and logs of this run
 */
public record StackPaths(Path archives, Path cache, Path work) {
  /** Makes all paths absolute. */
  public StackPaths {
    archives = archives.toAbsolutePath();
    cache = cache.toAbsolutePath();
    work = work.toAbsolutePath();
  }

  /**
   * Reads the system properties {@code stack.archives}, {@code stack.cache} and {@code stack.work},
   * which the build sets.
   */
  public static StackPaths fromSystemProperties() {
    return new StackPaths(path("stack.archives"), path("stack.cache"), path("stack.work"));
  }

  /** The same with a sub-directory as working directory. */
  public StackPaths in(String name) {
    return new StackPaths(archives, cache, work.resolve(name));
  }

  /** The pool's archive. */
  public Path poolEar() {
    return archives.resolve("pool.ear");
  }

  /** The coordinator's archive. */
  public Path coordinatorWar() {
    return archives.resolve("coopmine-coordinator.war");
  }

  /** The worker's archive. */
  public Path workerWar() {
    return archives.resolve("coopmine-worker.war");
  }

  /** Payara Micro. */
  public Path payaraMicro() {
    return archives.resolve("payara-micro.jar");
  }

  /** Payara Server as distributed. */
  public Path payaraZip() {
    return archives.resolve("payara.zip");
  }

  /** Directory for the PostgreSQL binaries. */
  public Path postgresBinaries() {
    return cache.resolve("postgres");
  }

  private static Path path(String property) {
    String value = System.getProperty(property);
    if (value == null || value.isBlank()) {
      throw new StackException(
          "system property " + property + " is not set; start this through Maven");
    }
    return Path.of(value);
  }
}
