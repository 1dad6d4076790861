package dev.corral.local.identity;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.corral.local.identity",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule noCycles =
      slices()
          .matching("dev.corral.local.identity.(*)..")
          .should()
          .beFreeOfCycles()
          .because("store ← grant ← key ← endpoint must stay readable in one direction");

  @ArchTest
  static final ArchRule theRulesKnowNoServer =
      noClasses()
          .that()
          .resideInAnyPackage("..grant", "..user", "..key", "..store")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx.ext.web..", "io.vertx.core.http..", "..identity.endpoint")
          .because("codes, tokens and passwords are tested without a server");

  @ArchTest
  static final ArchRule namesSayWhatAThingIs =
      noClasses()
          .should()
          .haveNameMatching(".*(Util|Utils|Common|Helper|Manager|Support|Impl|Misc)")
          .because("such a name hides what the class is for and collects strangers");
}
