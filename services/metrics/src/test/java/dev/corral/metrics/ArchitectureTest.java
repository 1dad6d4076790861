package dev.corral.metrics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

@AnalyzeClasses(
    packages = "dev.corral.metrics",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String ROOT = "dev.corral.metrics.";

  @ArchTest
  static final ArchRule arrows =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("ledger")
          .definedBy(ROOT + "ledger..")
          .layer("problem")
          .definedBy(ROOT + "problem..")
          .layer("store")
          .definedBy(ROOT + "store..")
          .layer("intake")
          .definedBy(ROOT + "intake..")
          .layer("report")
          .definedBy(ROOT + "report..")
          .whereLayer("ledger")
          .mayOnlyBeAccessedByLayers("store", "intake", "report")
          .whereLayer("problem")
          .mayOnlyBeAccessedByLayers("report")
          .whereLayer("store")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("intake")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("report")
          .mayNotBeAccessedByAnyLayer()
          .because("intake and report know the books, not where they are kept");

  @ArchTest
  static final ArchRule plainLedger =
      classes()
          .that()
          .resideInAPackage(ROOT + "ledger..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(ROOT + "ledger..", "java..", "org.jspecify..")
          .because(
              "what the books mean is proved with plain objects, without a store or a container");

  @ArchTest
  static final ArchRule dynamoInStoreOnly =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "store..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk.services.dynamodb..")
          .because("the store is the one place that knows how the books are kept");

  @ArchTest
  static final ArchRule injectedClock =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .because("time is given, so that a test can give it");

  @ArchTest
  static final ArchRule names =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Impl")
          .orShould()
          .resideInAnyPackage(
              "..util..",
              "..common..",
              "..helper..",
              "..manager..",
              "..support..",
              "..impl..",
              "..misc..")
          .because("a name that says nothing collects things that belong elsewhere");
}
