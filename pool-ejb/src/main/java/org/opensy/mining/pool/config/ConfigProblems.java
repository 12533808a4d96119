package org.opensy.mining.pool.config;

import java.util.List;
import java.util.stream.Collectors;
import org.opensy.mining.settings.SettingProblem;

/** The pool cannot start with this configuration; the message lists everything that is wrong. */
public final class ConfigProblems extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<SettingProblem> problems;

  /** Takes a copy of the list, which must not be empty. */
  public ConfigProblems(List<SettingProblem> problems) {
    super(
        problems.stream()
            .map(problem -> "\n  " + problem)
            .collect(Collectors.joining("", "POOL-1001 the configuration is not usable:", "")));
    this.problems = List.copyOf(problems);
  }

  /** Each problem, in the order of the keys' reading. */
  public List<SettingProblem> problems() {
    return problems;
  }
}
