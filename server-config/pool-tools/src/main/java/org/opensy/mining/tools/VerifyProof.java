package org.opensy.mining.tools;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.opensy.mining.pool.chain.ChainFormatException;
import org.opensy.mining.pool.reward.BasisPoints;
import org.opensy.mining.pool.reward.ProofFormatException;
import org.opensy.mining.pool.reward.ProofVerdict;
import org.opensy.mining.pool.reward.RewardContext;
import org.opensy.mining.pool.reward.RewardProof;
import org.opensy.mining.pool.reward.RewardRoot;
import org.opensy.mining.pool.reward.RewardShare;

/**
 * {@code verify-proof ROOT PROOF}: prints one line that says what is proven, or what differs.
 * Thread-safe.
 */
final class VerifyProof {
  static final String NAME = "verify-proof";

  private VerifyProof() {}

  /**
   * @throws UsageException if there is nothing that could be verified
   */
  static ExitCode run(List<String> args, PrintStream out) {
    if (args.size() != 2) {
      throw new UsageException(NAME + " takes a root and a file");
    }
    RewardRoot root = root(args.get(0));
    byte[] file = read(args.get(1));
    try {
      return report(ProofFile.read(file), root, out);
    } catch (ProofFormatException e) {
      out.println("not proven: " + e.getMessage());
      return ExitCode.DIFFERS;
    }
  }

  private static ExitCode report(RewardProof proof, RewardRoot root, PrintStream out) {
    ProofVerdict verdict = proof.verify(root);
    if (verdict instanceof ProofVerdict.Proven proven) {
      out.println("proven: " + line(proof, proven.fee()));
      return ExitCode.OK;
    }
    ProofVerdict.Refuted refuted = (ProofVerdict.Refuted) verdict;
    out.println(
        "not proven: %s is %s, should be %s"
            .formatted(refuted.fault().subject(), refuted.found(), refuted.expected()));
    return ExitCode.DIFFERS;
  }

  private static String line(RewardProof proof, BasisPoints fee) {
    RewardShare leaf = proof.leaf();
    RewardContext context = proof.context();
    return "%s gets %s SYL of block %s for work %s of %s (%s %%), %s, fee %s %%"
        .formatted(
            leaf.address(),
            leaf.amount(),
            context.block(),
            leaf.work(),
            context.work(),
            percent(leaf.work(), context.work()),
            context.terms().scheme().lowerCaseName(),
            BigDecimal.valueOf(fee.value(), 2));
  }

  /** With four decimals, rounded down. */
  private static BigDecimal percent(BigInteger part, BigInteger whole) {
    return new BigDecimal(part)
        .movePointRight(2)
        .divide(new BigDecimal(whole), 4, RoundingMode.DOWN);
  }

  private static RewardRoot root(String hex) {
    try {
      return RewardRoot.ofHex(hex);
    } catch (ChainFormatException e) {
      throw new UsageException("a root has 64 hex digits", e);
    }
  }

  /** No more than what shows that a file is too long. */
  private static byte[] read(String name) {
    try (InputStream in = Files.newInputStream(Path.of(name))) {
      return in.readNBytes(ProofFile.LONGEST + 1);
    } catch (IOException | InvalidPathException e) {
      throw new UsageException("cannot read " + name, e);
    }
  }
}
