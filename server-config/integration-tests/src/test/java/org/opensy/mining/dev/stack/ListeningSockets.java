package org.opensy.mining.dev.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The TCP sockets on which a process of this Linux machine and its children listen, from its /proc.
 */
public final class ListeningSockets {
  private static final String LISTEN = "0A";
  private static final int ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  private ListeningSockets() {}

  /** Ports, all of them. */
  public static List<Integer> ports(long pid) {
    return sockets(pid).map(InetSocketAddress::getPort).sorted().toList();
  }

  /** Ports on another interface than the loopback one. */
  public static List<Integer> portsBeyondLoopback(long pid) {
    return sockets(pid)
        .filter(socket -> !socket.getAddress().isLoopbackAddress())
        .map(InetSocketAddress::getPort)
        .sorted()
        .toList();
  }

  /** Addresses with their ports, such as {@code 127.0.0.1:8080}. */
  public static Set<String> addresses(long pid) {
    return sockets(pid)
        .map(socket -> socket.getAddress().getHostAddress() + ":" + socket.getPort())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<InetSocketAddress> sockets(long pid) {
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    Set<String> own =
        Stream.concat(Stream.of(process), process.descendants())
            .flatMap(one -> inodes(one.pid()))
            .collect(Collectors.toSet());
    List<InetSocketAddress> found = new ArrayList<>();
    for (String table : List.of("tcp", "tcp6")) {
      try (Stream<String> lines = Files.lines(Path.of("/proc/net", table))) {
        lines
            .skip(1)
            .map(line -> line.strip().split(" +", -1))
            .filter(fields -> fields[STATE].equals(LISTEN) && own.contains(fields[INODE]))
            .forEach(fields -> found.add(socket(fields[ADDRESS])));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return found.stream();
  }

  /** The kernel writes the address as words of 32 bits in the machine's order. */
  private static InetSocketAddress socket(String hex) {
    int colon = hex.indexOf(':');
    ByteBuffer words = ByteBuffer.wrap(HexFormat.of().parseHex(hex.substring(0, colon)));
    ByteBuffer address = ByteBuffer.allocate(words.capacity()).order(ByteOrder.nativeOrder());
    while (words.hasRemaining()) {
      address.putInt(words.getInt());
    }
    try {
      return new InetSocketAddress(
          InetAddress.getByAddress(address.array()),
          Integer.parseInt(hex.substring(colon + 1), 16));
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> inodes(long pid) {
    try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return files
          .map(ListeningSockets::target)
          .filter(name -> name.startsWith("socket:["))
          .map(name -> name.substring("socket:[".length(), name.length() - 1))
          .toList()
          .stream();
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
