package org.opensy.mining.bench.load;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/** The command line of {@link StratumLoad}. Not thread-safe. */
final class LoadOptions {
  static final String USAGE =
      """
      options: --host HOST --port PORT  the Stratum port to put load on; the pool's own front,
                                        in a process of its own, if no host is given
               --connections C          miners, 1000 unless given
               --rate R                 shares a second of each miner, 0.02 unless given
               --seconds S              for which they submit, 20 unless given
               --blocks B               new blocks in that time, 20 unless given; not with --host
               --login ADDRESS          what they log in with; a regtest address with
                                        difficulty 1 unless given
               --tls                    with --host: TLS, any certificate will do
               --verify                 real shares: RandomX in light mode on both sides
               --xmrig-proxy FILE       measure this binary too; not with --host""";

  private static final int LAST_PORT = 65_535;

  private Optional<String> host = Optional.empty();
  private int port = 3333;
  private int connections = 1000;
  private double rate = 0.02;
  private int seconds = 20;
  private int blocks = 20;
  private String login = FrontConfig.ADDRESS + ".bench+1";
  private boolean tls;
  private boolean verify;
  private Optional<Path> xmrigProxy = Optional.empty();

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException with a sentence and the usage if it cannot be read
   */
  static LoadOptions parse(String... arguments) {
    LoadOptions options = new LoadOptions();
    Deque<String> words = new ArrayDeque<>(Arrays.asList(arguments));
    while (!words.isEmpty()) {
      options.read(words.remove(), words);
    }
    if (options.host.isEmpty() && options.tls) {
      throw wrong("--tls needs a --host");
    }
    if (options.host.isPresent() && options.xmrigProxy.isPresent()) {
      throw wrong("--xmrig-proxy and --host exclude each other");
    }
    return options;
  }

  private void read(String name, Deque<String> values) {
    switch (name) {
      case "--host" -> host = Optional.of(value(name, values));
      case "--port" -> port = whole(name, values, LAST_PORT);
      case "--connections" -> connections = whole(name, values, Integer.MAX_VALUE);
      case "--rate" -> rate = number(name, values);
      case "--seconds" -> seconds = whole(name, values, Integer.MAX_VALUE);
      case "--blocks" -> blocks = whole(name, values, Integer.MAX_VALUE);
      case "--login" -> login = value(name, values);
      case "--tls" -> tls = true;
      case "--verify" -> verify = true;
      case "--xmrig-proxy" -> xmrigProxy = Optional.of(Path.of(value(name, values)));
      default -> throw wrong("unknown option " + name);
    }
  }

  private static String value(String name, Deque<String> values) {
    if (values.isEmpty()) {
      throw wrong(name + " has no value");
    }
    return values.remove();
  }

  private static int whole(String name, Deque<String> values, int most) {
    String text = value(name, values);
    if (!text.matches("[1-9][0-9]{0,8}") || Integer.parseInt(text) > most) {
      throw wrong(name + " is " + text + ", not a whole number from 1 to " + most);
    }
    return Integer.parseInt(text);
  }

  private static double number(String name, Deque<String> values) {
    String text = value(name, values);
    if (!text.matches("[0-9]{1,6}(\\.[0-9]{1,6})?")) {
      throw wrong(name + " is " + text + ", not a number such as 0.05");
    }
    return Double.parseDouble(text);
  }

  private static IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(what + System.lineSeparator() + USAGE);
  }

  Optional<String> host() {
    return host;
  }

  int port() {
    return port;
  }

  int connections() {
    return connections;
  }

  double rate() {
    return rate;
  }

  int seconds() {
    return seconds;
  }

  int blocks() {
    return blocks;
  }

  String login() {
    return login;
  }

  boolean tls() {
    return tls;
  }

  boolean verify() {
    return verify;
  }

  Optional<Path> xmrigProxy() {
    return xmrigProxy;
  }
}
