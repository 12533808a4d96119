package org.opensy.mining;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The edges between modules, checked on the compiled classes of the whole reactor. */
class ArchitectureTest {
  private static final String ROOT = "org.opensy.mining.";
  private static final List<String> MODULES =
      List.of(
          "randomx-jna",
          "server-config/metrics",
          "server-config/settings",
          "stratum-connector/stratum-protocol",
          "stratum-connector/stratum-adapter",
          "pool-ejb",
          "pool-web",
          "coopmine/coopmine-protocol",
          "coopmine/coordinator",
          "coopmine/worker",
          "server-config/pool-audit",
          "server-config/pool-migrate",
          "server-config/pool-tools",
          "server-config/regtest-node",
          "server-config/dev-stack");

  private static JavaClasses production;

  @BeforeAll
  static void importTheReactor() {
    Path root = Path.of("").toAbsolutePath().getParent().getParent();
    Set<Path> outputs =
        MODULES.stream()
            .map(module -> root.resolve(module).resolve("target/classes"))
            .filter(Files::isDirectory)
            .collect(Collectors.toSet());
    production = new ClassFileImporter().importPaths(outputs);
  }

  @ParameterizedTest(name = "{0} knows only: {1}")
  @CsvSource(
      nullValues = "nobody",
      value = {
        "randomx,             nobody",
        "metrics,             nobody",
        "settings,            nobody",
        "stratum.protocol,    nobody",
        "stratum.api,         stratum.protocol",
        "stratum.transport,   stratum.protocol stratum.api",
        "stratum.adapter,     stratum.protocol stratum.api stratum.transport",
        "pool,                stratum randomx settings metrics",
        "coopmine.protocol,   nobody",
        "coopmine.coordinator, coopmine.protocol stratum.protocol randomx settings metrics",
        "coopmine.worker,     coopmine.protocol stratum.protocol randomx settings metrics",
        "audit,               pool settings",
        "migrate,             pool.config pool.ledger settings",
        "tools,               pool.chain pool.reward",
        "dev.node,            pool.chain randomx",
        "dev.miner,           stratum.protocol randomx",
        "dev.stack,           dev.node",
      })
  void packageKnowsOnlyItsNeighbours(String owner, String neighbours) {
    String self = ROOT + owner + "..";
    Set<String> allowed = new TreeSet<>(Set.of(self));
    if (neighbours != null) {
      for (String neighbour : neighbours.split(" ", -1)) {
        allowed.add(ROOT + neighbour + "..");
      }
    }
    classes()
        .that()
        .resideInAPackage(self)
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage(ROOT + ".")
                .or(resideInAnyPackage(allowed.toArray(String[]::new))))
        .check(production);
  }

  @Test
  void everyClassBelongsToAPartThatHasARule() {
    Set<String> parts =
        production.stream()
            .map(JavaClass::getPackageName)
            .map(name -> name.substring(Math.min(name.length(), ROOT.length())).split("\\.", -1)[0])
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(parts)
        .isSubsetOf(
            "audit",
            "coopmine",
            "dev",
            "metrics",
            "migrate",
            "pool",
            "randomx",
            "settings",
            "stratum",
            "tools");
  }
}
