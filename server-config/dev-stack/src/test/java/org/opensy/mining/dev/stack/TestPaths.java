package org.opensy.mining.dev.stack;

import java.io.IOException;
import java.nio.file.Path;

/** A fresh working directory for one test class. */
final class TestPaths {
  private TestPaths() {}

  static Path fresh(Class<?> test) {
    Path directory = StackPaths.fromSystemProperties().work().resolve(test.getSimpleName());
    try {
      FileTrees.delete(directory);
    } catch (IOException e) {
      throw new StackException("cannot clear " + directory, e);
    }
    return directory;
  }
}
