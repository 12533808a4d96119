package org.opensy.mining.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Measurements of Java and C, taken in pairs one right after the other. The ratio is the median of
 * the pairs' ratios, which other work on the machine disturbs least. Not thread-safe.
 */
public final class Comparison {

  private final String name;
  private final List<HashRate> java = new ArrayList<>();
  private final List<HashRate> reference = new ArrayList<>();

  /**
   * An empty one.
   *
   * @param name of the Java side
   */
  public Comparison(String name) {
    this.name = name;
  }

  /** Adds one pair. */
  public void add(HashRate ofJava, HashRate ofReference) {
    java.add(ofJava);
    reference.add(ofReference);
  }

  /** Java over C by wall-clock time; 1 is equal, 0.97 is 3 % slower. */
  public double ratio() {
    return ratio(HashRate::perSecond);
  }

  /** Java over C by CPU time of the process. */
  public double cpuRatio() {
    return ratio(HashRate::perCpuSecond);
  }

  private double ratio(ToDoubleFunction<HashRate> rate) {
    return quantile(0.5, ratios(rate));
  }

  private List<Double> ratios(ToDoubleFunction<HashRate> rate) {
    return IntStream.range(0, java.size())
        .mapToDouble(
            pair -> rate.applyAsDouble(java.get(pair)) / rate.applyAsDouble(reference.get(pair)))
        .boxed()
        .toList();
  }

  /** The value below which {@code part} of the values lie, between two where need be. */
  static double quantile(double part, List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    double at = part * (sorted.size() - 1);
    double below = sorted.get((int) Math.floor(at));
    double above = sorted.get((int) Math.ceil(at));
    return below + (above - below) * (at - Math.floor(at));
  }

  /** Median rates of both sides, their ratio and its spread, for people. */
  public String summary() {
    return String.join(
        System.lineSeparator(),
        line("by wall clock", "H/s", HashRate::perSecond),
        line("by CPU time", "H/CPU-s", HashRate::perCpuSecond));
  }

  private String line(String how, String unit, ToDoubleFunction<HashRate> rate) {
    return String.format(
        Locale.ROOT,
        "%-13s %s %8.2f %s   C %8.2f %s   ratio %.3f (quartiles %.3f to %.3f)",
        how,
        name,
        median(java, rate),
        unit,
        median(reference, rate),
        unit,
        ratio(rate),
        quantile(0.25, ratios(rate)),
        quantile(0.75, ratios(rate)));
  }

  private static double median(List<HashRate> rates, ToDoubleFunction<HashRate> rate) {
    return quantile(0.5, rates.stream().mapToDouble(rate).boxed().toList());
  }
}
