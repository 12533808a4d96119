package org.opensy.mining.pool.config;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.opensy.mining.settings.SettingProblem;
import org.opensy.mining.settings.SettingsReader;

/**
 * Ends the deployment when the pool could not work, with one message that names every problem. Runs
 * as a CDI extension, before any message bean opens its port. Thread-safe.
 */
public class StartCheck implements Extension {
  private static final List<StartProbe> PROBES =
      List.of(new PortProbe(), new LibraryProbe(), new JournalProbe());

  void check(@Observes AfterDeploymentValidation deployment) {
    problems(ConfigProvider.getConfig(), PROBES)
        .ifPresent(
            problems ->
                deployment.addDeploymentProblem(new DeploymentException(problems.getMessage())));
  }

  /** All that is wrong with keys and machine, or nothing. */
  static Optional<ConfigProblems> problems(Config config, List<StartProbe> probes) {
    SettingsReader findings = PoolConfig.reader(config);
    probes.forEach(probe -> probe.look(PoolConfig.reader(config), findings));
    List<SettingProblem> problems = new ArrayList<>();
    try {
      PoolConfig.read(config);
    } catch (ConfigProblems ofKeys) {
      problems.addAll(ofKeys.problems());
    }
    problems.addAll(findings.problems());
    return problems.isEmpty() ? Optional.empty() : Optional.of(new ConfigProblems(problems));
  }
}
