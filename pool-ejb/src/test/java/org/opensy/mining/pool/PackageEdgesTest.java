package org.opensy.mining.pool;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.opensy.mining.metrics.MetricRegistry;
import org.opensy.mining.stratum.protocol.LogText;

/** The edges between the packages of the pool. */
@AnalyzeClasses(
    packages = "org.opensy.mining.pool",
    importOptions = ImportOption.DoNotIncludeTests.class)
class PackageEdgesTest {
  private static final String POOL = "org.opensy.mining.pool.";

  @ArchTest
  static final ArchRule noPackagesDependOnEachOther =
      slices().matching(POOL + "(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule workKnowsNeitherMinersNorLedger =
      classes()
          .that()
          .resideInAPackage(POOL + "work")
          .should()
          .onlyDependOnClassesThat(
              resideOutsideOfPackage("org.opensy.mining..")
                  .or(resideInAPackage("org.opensy.mining.randomx"))
                  .or(resideInAPackage("org.opensy.mining.metrics"))
                  .or(belongToAnyOf(LogText.class))
                  .or(
                      resideInAnyPackage(
                          POOL + "work",
                          POOL + "chain",
                          POOL + "config",
                          POOL + "job",
                          POOL + "node",
                          POOL + "share",
                          POOL + "timer")));

  @ArchTest
  static final ArchRule nobodyKnowsWhoStartsThePool =
      noClasses()
          .that()
          .resideOutsideOfPackage(POOL + "lifecycle")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(POOL + "lifecycle");

  @ArchTest
  static final ArchRule metricsAreRegisteredInOnePlace =
      noClasses()
          .that()
          .resideOutsideOfPackage(POOL + "metrics")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(MetricRegistry.class);
}
