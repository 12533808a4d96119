package org.opensy.mining.dev.coopmine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The TCP sockets on which a process of this Linux machine listens, from its /proc. */
final class ListeningSockets {
  private static final String LISTEN = "0A";
  private static final int ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;
  private static final String LOOPBACK_4 = "0100007F";
  private static final String MAPPED_LOOPBACK = "0000000000000000FFFF00000100007F";
  private static final String LOOPBACK_6 = "00000000000000000000000001000000";

  private ListeningSockets() {}

  /** Ports on which the process listens, all of them. */
  static List<Integer> ports(long pid) {
    return addresses(pid).map(ListeningSockets::port).sorted().toList();
  }

  /** Ports on which the process listens on another interface than the loopback one. */
  static List<Integer> portsBeyondLoopback(long pid) {
    Set<String> loopback = Set.of(LOOPBACK_4, MAPPED_LOOPBACK, LOOPBACK_6);
    return addresses(pid)
        .filter(address -> !loopback.contains(address.substring(0, address.indexOf(':'))))
        .map(ListeningSockets::port)
        .sorted()
        .toList();
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
  }

  private static Stream<String> addresses(long pid) {
    Set<String> own = inodes(pid);
    List<String> found = new ArrayList<>();
    for (String table : List.of("tcp", "tcp6")) {
      try (Stream<String> lines = Files.lines(Path.of("/proc/net", table))) {
        lines
            .skip(1)
            .map(line -> line.strip().split(" +"))
            .filter(fields -> fields[STATE].equals(LISTEN) && own.contains(fields[INODE]))
            .forEach(fields -> found.add(fields[ADDRESS]));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return found.stream();
  }

  private static Set<String> inodes(long pid) {
    try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return files
          .map(ListeningSockets::target)
          .filter(name -> name.startsWith("socket:["))
          .map(name -> name.substring("socket:[".length(), name.length() - 1))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String target(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }
}
