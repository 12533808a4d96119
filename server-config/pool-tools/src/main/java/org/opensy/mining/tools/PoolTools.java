package org.opensy.mining.tools;

import java.io.PrintStream;
import java.util.List;

/** The command line: the first argument names the command, each command is a class. */
public final class PoolTools {
  private static final String USAGE =
      """
      usage: java -jar pool-tools.jar COMMAND

        verify-proof ROOT PROOF
            checks that a miner's part, in the file PROOF, belongs to a block's
            published root, 64 hex digits; get the two from different sources
      """;

  private PoolTools() {}

  /** Runs a command and ends with its exit code. */
  public static void main(String[] args) {
    System.exit(run(List.of(args), System.out, System.err).code());
  }

  static ExitCode run(List<String> args, PrintStream out, PrintStream err) {
    String command = args.isEmpty() ? "" : args.get(0);
    List<String> rest = args.isEmpty() ? args : args.subList(1, args.size());
    try {
      return switch (command) {
        case VerifyProof.NAME -> VerifyProof.run(rest, out);
        default -> throw new UsageException(args.isEmpty() ? "no command" : "unknown command");
      };
    } catch (UsageException e) {
      err.println("pool-tools: " + e.getMessage());
      err.print(USAGE);
      return ExitCode.USAGE;
    }
  }
}
