package dev.corral.local.cloud;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.corral.local.cloud",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule namesSayWhatAThingIs =
      noClasses()
          .should()
          .haveNameMatching(".*(Util|Utils|Common|Helper|Manager|Support|Impl|Misc)")
          .because("such a name hides what the class is for and collects strangers");

  @ArchTest
  static final ArchRule nothingOfTheServices =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.corral.gateway..", "dev.corral.dispatcher..", "dev.corral.proxy..")
          .because("the services see only endpoints, and the stand-ins see only requests");

  @ArchTest
  static final ArchRule onlyTheMainReadsTheCommandLine =
      noClasses()
          .that()
          .doNotHaveSimpleName("CloudMain")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..")
          .because("the servers must be startable with plain arguments");
}
