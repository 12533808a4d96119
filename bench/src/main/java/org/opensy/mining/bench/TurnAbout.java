package org.opensy.mining.bench;

import java.io.PrintStream;

/**
 * Measures both sides again and again, turn about (A B B A), so that a steady change of the
 * machine's speed favours neither. Not thread-safe.
 */
final class TurnAbout {
  private final BenchmarkOptions options;
  private final PrintStream out;

  TurnAbout(BenchmarkOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /** Prints each round and the summary. */
  Comparison compare(String name, Side java, Side c) {
    Comparison comparison = new Comparison(name);
    for (int round = 0; round < options.rounds(); round++) {
      int nonce = round << 16;
      HashRate first = round % 2 == 0 ? java.measure(options.seconds(), nonce) : null;
      HashRate ofC = c.measure(options.seconds(), nonce);
      HashRate ofJava = first == null ? java.measure(options.seconds(), nonce) : first;
      comparison.add(ofJava, ofC);
      out.printf("round %2d  %s %s  C %s%n", round + 1, name, ofJava, ofC);
    }
    out.println(comparison.summary());
    return comparison;
  }

  /** Measures one side, when there is nothing to compare it with. */
  void alone(String name, Side java) {
    out.println("no C compiler (cc): the C side is skipped");
    for (int round = 0; round < options.rounds(); round++) {
      out.printf(
          "round %2d  %s %s%n", round + 1, name, java.measure(options.seconds(), round << 16));
    }
  }
}
