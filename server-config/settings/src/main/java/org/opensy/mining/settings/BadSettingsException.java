package org.opensy.mining.settings;

import java.util.List;
import java.util.stream.Collectors;

/** Settings are missing or wrong; the message names every one of them, in one line. */
public final class BadSettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** For problems in the order of their finding. */
  public BadSettingsException(List<SettingProblem> problems) {
    super(
        problems.stream()
            .map(problem -> problem.key() + " " + sentence(problem))
            .collect(Collectors.joining("; ", "bad configuration: ", "")));
  }

  private static String sentence(SettingProblem problem) {
    if (problem.isMissing()) {
      return "is not set";
    }
    return problem.expected().isEmpty() ? problem.wrong() : "must be " + problem.expected();
  }
}
