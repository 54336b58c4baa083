package io.sluice.gateway;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.sluice.gateway.operations.Operations;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/** What Maven cannot see: the inside of the gateway, and JDBC outside the store. */
@AnalyzeClasses(packages = "io.sluice", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  /** Input in, effects out: what runs on virtual time in the trials. */
  private static final String[] CORE = {
    "io.sluice.gateway.alerts..",
    "io.sluice.gateway.intake..",
    "io.sluice.gateway.catalog..",
    "io.sluice.gateway.channel..",
    "io.sluice.gateway.render..",
    "io.sluice.gateway.rules..",
    "io.sluice.gateway.rehearsal..",
    "io.sluice.gateway.expression.."
  };

  @ArchTest
  static final ArchRule coreKnowsNoEventLoopAndNoDatabase =
      noClasses()
          .that()
          .resideInAnyPackage(CORE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx..", "io.netty..", "java.sql..", "javax.sql..")
          .because("verticles are thin shells around a core of plain Java")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule coreHasOneThread =
      noClasses()
          .that()
          .resideInAnyPackage(CORE)
          .should()
          .dependOnClassesThat(areForThreads())
          .because("one verticle owns each object of the core; only the catalog is read by others")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule onlyTheCatalogIsReadByOtherThreads =
      noClasses()
          .that()
          .resideInAnyPackage(CORE)
          .and()
          .resideOutsideOfPackage("io.sluice.gateway.catalog..")
          .should()
          .dependOnClassesThat(areForSharing())
          .because("one verticle owns each object of the core")
          .allowEmptyShould(true);

  /** A breaker's clock that is set by hand is the one exception: resilience4j asks for a clock. */
  @ArchTest
  static final ArchRule coreIsToldTheTime =
      noClasses()
          .that()
          .resideInAnyPackage(CORE)
          .and()
          .areNotAssignableTo(Clock.class)
          .should()
          .dependOnClassesThat(belongToAnyOf(Clock.class, InstantSource.class, Random.class))
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Math.class, "random")
          .because("the trials run it on virtual time with thousands of seeds")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule jdbcStaysInTheStore =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.sluice.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..")
          .because("what is durable is decided in one place");

  /** Bytes of others become values that we name, never objects that they name. */
  @ArchTest
  static final ArchRule nothingIsDeserialisedByTheNameOfItsClass =
      noClasses()
          .should()
          .dependOnClassesThat(
              belongToAnyOf(java.io.ObjectInputStream.class, java.io.ObjectInputFilter.class)
                  .or(
                      resideInAnyPackage(
                          "com.fasterxml.jackson.databind..", "tools.jackson.databind.."))
                  .or(resideInAPackage("java.beans.."))
                  .or(resideInAPackage("java.rmi..")))
          .because("JSON is read value by value, YAML as nodes");

  @ArchTest
  static final ArchRule noCertificateIsTrustedUnseen =
      noClasses()
          .should()
          .implement(javax.net.ssl.TrustManager.class)
          .orShould()
          .implement(javax.net.ssl.HostnameVerifier.class)
          .orShould()
          .callMethodWhere(target(nameMatching("setTrustAll|trustAll|trustEverything")))
          .because("there is no switch that turns the check off");

  /** A cell that begins with = + - or @ would be a formula there. */
  @ArchTest
  static final ArchRule nothingIsWrittenForSpreadsheets =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("de.siegmar.fastcsv.writer..")
          .because("there are no exports; whoever adds one has to quote such cells");

  @ArchTest
  static final ArchRule routesTakeOnlyWhatTheyNeed =
      noClasses()
          .that()
          .resideInAPackage("io.sluice.gateway.api..")
          .and()
          .haveSimpleNameEndingWith("Routes")
          .should()
          .dependOnClassesThat(belongToAnyOf(Operations.class))
          .because("each takes the interfaces of its own subject");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.sluice.gateway.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

  private static DescribedPredicate<JavaClass> areForThreads() {
    return resideInAPackage("java.util.concurrent..")
        .and(not(areForSharing()))
        .and(not(belongToAnyOf(TimeUnit.class)))
        .or(belongToAnyOf(Thread.class, ThreadLocal.class))
        .as("are for threads");
  }

  /** What publishes values to readers elsewhere, without anybody waiting. */
  private static DescribedPredicate<JavaClass> areForSharing() {
    return resideInAPackage("java.util.concurrent.atomic")
        .or(belongToAnyOf(ConcurrentHashMap.class, ConcurrentMap.class))
        .as("are for sharing");
  }
}
