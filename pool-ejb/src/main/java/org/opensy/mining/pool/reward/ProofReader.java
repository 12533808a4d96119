package org.opensy.mining.pool.reward;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.Hash256;

/** Makes a proof of its texts, which may be missing and may be anything. Thread-safe. */
final class ProofReader {
  /** No number below 2^256 has more. */
  private static final int MOST_DIGITS = 78;

  private final ProofDocument document;

  ProofReader(ProofDocument document) {
    this.document = document;
  }

  RewardProof proof() {
    if (!ProofDocument.FORMAT.equals(document.format())) {
      throw new ProofFormatException("format is not " + ProofDocument.FORMAT);
    }
    RewardContext context =
        new RewardContext(
            read("block_hash", document.blockHash(), BlockHash::ofDisplayHex),
            terms(there("terms", document.terms())),
            totals(there("totals", document.totals())),
            count("miners", document.miners()),
            work("total_work", document.totalWork()));
    ProofDocument.Leaf leaf = there("leaf", document.leaf());
    return new RewardProof(share(leaf), count("leaf.index", leaf.index()), siblings(), context);
  }

  private static RewardTerms terms(ProofDocument.Terms terms) {
    RewardScheme scheme = read("terms.scheme", terms.scheme(), ProofReader::scheme);
    BasisPoints fee =
        read(
            "terms.fee_basis_points",
            terms.feeBasisPoints(),
            text -> new BasisPoints(digits(text).intValueExact()));
    return read(
        "terms.window_factor",
        terms.windowFactor(),
        text -> new RewardTerms(scheme, fee, decimal(text)));
  }

  private static SplitTotals totals(ProofDocument.Totals totals) {
    return new SplitTotals(
        amount("totals.reward", totals.reward()),
        amount("totals.carried_in", totals.carriedIn()),
        amount("totals.fee", totals.fee()),
        amount("totals.operator", totals.operator()),
        amount("totals.carried_out", totals.carriedOut()));
  }

  private static RewardShare share(ProofDocument.Leaf leaf) {
    BigInteger work = work("leaf.work", leaf.work());
    Amount amount = amount("leaf.amount", leaf.amount());
    return read(
        "leaf",
        there("leaf.address", leaf.address()),
        address -> new RewardShare(address, work, amount));
  }

  private List<SumNode> siblings() {
    List<SumNode> nodes = new ArrayList<>();
    for (ProofDocument.Node node : there("siblings", document.siblings())) {
      String name = "siblings[" + nodes.size() + "]";
      String hash = there(name + ".hash", there(name, node).hash());
      BigInteger work = work(name + ".work", node.work());
      Amount amount = amount(name + ".amount", node.amount());
      nodes.add(read(name, hash, hex -> new SumNode(Hash256.ofInternalHex(hex), work, amount)));
    }
    return nodes;
  }

  private static <T> T there(String name, T part) {
    if (part == null) {
      throw new ProofFormatException(name + " is missing");
    }
    return part;
  }

  private static int count(String name, String text) {
    return read(name, text, digits -> digits(digits).intValueExact());
  }

  private static BigInteger work(String name, String text) {
    return read(name, text, ProofReader::digits);
  }

  private static Amount amount(String name, String text) {
    return read(name, text, digits -> Amount.ofBaseUnits(digits(digits).longValueExact()));
  }

  private static <T> T read(String name, String text, Function<String, T> reader) {
    try {
      return reader.apply(there(name, text));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new ProofFormatException(name + " is malformed or out of range", e);
    }
  }

  /** A number has one spelling: no plus, no leading zeros. */
  private static BigInteger digits(String text) {
    if (text.length() > MOST_DIGITS || !text.matches("0|-?[1-9][0-9]*")) {
      throw new IllegalArgumentException("not a number");
    }
    return new BigInteger(text);
  }

  private static BigDecimal decimal(String text) {
    if (!text.matches("[0-9]{1,4}(\\.[0-9]{1,4})?")) {
      throw new IllegalArgumentException("not a decimal number");
    }
    return new BigDecimal(text);
  }

  private static RewardScheme scheme(String name) {
    RewardScheme scheme = RewardScheme.ofName(name);
    if (!scheme.lowerCaseName().equals(name)) {
      throw new IllegalArgumentException("not in lower case");
    }
    return scheme;
  }
}
