package org.opensy.mining.pool;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import org.opensy.mining.randomx.KeySchedule;
import org.opensy.mining.randomx.RandomXKey;
import org.opensy.mining.stratum.api.Offence;
import org.opensy.mining.stratum.api.Subnet;

/**
 * Holds the line around chain, job, share and reward: plain Java, no clock, no thread, no floating
 * point; and around vardiff and bans, which may have fractions.
 */
@AnalyzeClasses(
    packages = "org.opensy.mining.pool",
    importOptions = ImportOption.DoNotIncludeTests.class)
class PureCoreTest {
  private static final String[] CORE = {
    "org.opensy.mining.pool.chain..",
    "org.opensy.mining.pool.job..",
    "org.opensy.mining.pool.reward..",
    "org.opensy.mining.pool.share.."
  };

  /** Of java.util.concurrent only the atomic counters: nothing there starts or blocks a thread. */
  private static final DescribedPredicate<JavaClass> PLAIN_JAVA =
      resideInAnyPackage(
              "java.lang..",
              "java.io",
              "java.math",
              "java.nio",
              "java.nio.charset",
              "java.security",
              "java.time",
              "java.time.temporal",
              "java.util",
              "java.util.concurrent.atomic",
              "java.util.function",
              "java.util.random",
              "java.util.stream")
          .and(
              not(
                  belongToAnyOf(
                      Clock.class,
                      InstantSource.class,
                      Process.class,
                      Runtime.class,
                      System.Logger.class,
                      Thread.class,
                      ThreadGroup.class)));

  private static final DescribedPredicate<JavaClass> FLOATING_POINT =
      describe(
          "float or double",
          type ->
              type.getBaseComponentType()
                  .getName()
                  .matches("float|double|java.lang.(Float|Double)"));

  @ArchTest
  static final ArchRule coreIsPure =
      classes()
          .that()
          .resideInAnyPackage(CORE)
          .should()
          .onlyDependOnClassesThat(
              PLAIN_JAVA
                  .or(resideInAnyPackage(CORE))
                  .or(resideInAPackage("org.opensy.mining.stratum.protocol"))
                  .or(belongToAnyOf(RandomXKey.class, KeySchedule.class))
                  .or(describe("primitives", type -> type.getBaseComponentType().isPrimitive())));

  /** Difficulties are no money: rates may be fractions. */
  @ArchTest
  static final ArchRule vardiffKnowsNeitherClockNorContainer =
      classes()
          .that()
          .resideInAPackage("org.opensy.mining.pool.vardiff..")
          .should()
          .onlyDependOnClassesThat(
              PLAIN_JAVA
                  .or(resideInAPackage("org.opensy.mining.pool.vardiff"))
                  .or(resideInAPackage("org.opensy.mining.stratum.protocol"))
                  .or(describe("primitives", type -> type.getBaseComponentType().isPrimitive())));

  /**
   * Bans are no money: points may be fractions, and sources are counted by many threads at once.
   */
  @ArchTest
  static final ArchRule bansKnowNeitherClockNorContainer =
      classes()
          .that()
          .resideInAPackage("org.opensy.mining.pool.ban..")
          .should()
          .onlyDependOnClassesThat(
              PLAIN_JAVA
                  .or(resideInAPackage("org.opensy.mining.pool.ban"))
                  .or(belongToAnyOf(Offence.class, Subnet.class))
                  .or(belongToAnyOf(ConcurrentHashMap.class, Inet6Address.class, InetAddress.class))
                  .or(describe("primitives", type -> type.getBaseComponentType().isPrimitive())));

  @ArchTest
  static final ArchRule chainKnowsNeitherJobNorShare =
      noClasses()
          .that()
          .resideInAPackage("org.opensy.mining.pool.chain..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.opensy.mining.pool.job..", "org.opensy.mining.pool.share..");

  @ArchTest
  static final ArchRule jobDoesNotKnowShare =
      noClasses()
          .that()
          .resideInAPackage("org.opensy.mining.pool.job..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.opensy.mining.pool.share..");

  @ArchTest
  static final ArchRule rewardKnowsOnlyTheChain =
      noClasses()
          .that()
          .resideInAPackage("org.opensy.mining.pool.reward..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.opensy.mining.pool.job..", "org.opensy.mining.pool.share..");

  @ArchTest
  static final ArchRule noFieldIsFloatingPoint =
      fields()
          .that()
          .areDeclaredInClassesThat()
          .resideInAnyPackage(CORE)
          .should()
          .notHaveRawType(FLOATING_POINT);

  @ArchTest
  static final ArchRule noMethodReturnsFloatingPoint =
      methods()
          .that()
          .areDeclaredInClassesThat()
          .resideInAnyPackage(CORE)
          .should()
          .notHaveRawReturnType(FLOATING_POINT);

  /** The converter's contract with the persistence provider names JDBC's type of a column. */
  @ArchTest
  static final ArchRule onlySqlKnowsJdbc =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.opensy.mining.pool.sql")
          .and()
          .doNotHaveFullyQualifiedName("org.opensy.mining.pool.ledger.InstantConverter")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.sql");

  @ArchTest
  static final ArchRule sqlKnowsOnlyTheJdk =
      classes()
          .that()
          .resideInAPackage("org.opensy.mining.pool.sql")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage("java..", "javax.sql", "org.opensy.mining.pool.sql")
                  .or(describe("primitives", type -> type.getBaseComponentType().isPrimitive())));

  @ArchTest
  static final ArchRule blocksKnowNeitherStratumNorMoney =
      noClasses()
          .that()
          .resideInAPackage("org.opensy.mining.pool.block")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.opensy.mining.pool.stratum..",
              "org.opensy.mining.pool.money..",
              "org.opensy.mining.pool.settlement..",
              "org.opensy.mining.pool.payout..",
              "org.opensy.mining.pool.treasury..");

  @ArchTest
  static final ArchRule ledgerDoesNotKnowBlocks =
      noClasses()
          .that()
          .resideInAPackage("org.opensy.mining.pool.ledger")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.opensy.mining.pool.block");
}
