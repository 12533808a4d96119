package org.opensy.mining.dev.stack;

import java.io.File;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Keeps servers out of reach of the terminal's Ctrl-C, which goes to the whole process group: the
 * stack stops them itself and in order.
 */
final class Sessions {
  private static final Logger LOG = System.getLogger(Sessions.class.getName());
  private static final String LOWEST_PRIORITY = "19";
  private static final Optional<Path> SETSID = find("setsid");

  private Sessions() {}

  /**
   * Returns the command to run {@code command} in a session of its own; the process id stays that
   * of the command.
   */
  static List<String> inOwnSession(List<String> command) {
    List<String> whole = new ArrayList<>();
    if (SETSID.isPresent()) {
      whole.add(SETSID.get().toString());
    } else if (Files.isExecutable(Path.of("/bin/sh"))) {
      whole.addAll(List.of("/bin/sh", "-c", "trap '' INT; exec \"$0\" \"$@\""));
    }
    whole.addAll(command);
    return whole;
  }

  /**
   * Gives a whole session what others leave of the processors. Linux divides them among sessions
   * first, so that a nice level would count only within this one. Where that cannot be done,
   * nothing happens: it makes the stack smoother, no more.
   */
  static void lowerPriority(long pid) {
    try {
      Files.writeString(
          Path.of("/proc", Long.toString(pid), "autogroup"),
          LOWEST_PRIORITY,
          StandardOpenOption.WRITE);
    } catch (IOException notThere) {
      LOG.log(Level.DEBUG, "a process keeps its priority", notThere);
    }
  }

  private static Optional<Path> find(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(path)
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
