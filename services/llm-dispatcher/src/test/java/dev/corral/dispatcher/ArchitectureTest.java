package dev.corral.dispatcher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Path;
import java.time.Instant;

/// The allowed arrows between packages, and the names nobody may use.
@AnalyzeClasses(
    packages = "dev.corral.dispatcher",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule ARROWS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("resource")
          .definedBy("..resource..")
          .layer("lifecycle")
          .definedBy("..lifecycle..")
          .layer("event")
          .definedBy("..event..")
          .layer("record")
          .definedBy("..record..")
          .layer("engine")
          .definedBy("..engine..")
          .layer("manifest")
          .definedBy("..manifest..")
          .layer("pool")
          .definedBy("..dispatcher.pool..")
          .layer("quota")
          .definedBy("..dispatcher.quota..")
          .layer("idle")
          .definedBy("..dispatcher.idle..")
          .layer("discovery")
          .definedBy("..discovery..")
          .layer("litellm")
          .definedBy("..litellm..")
          .layer("appkind")
          .definedBy("..appkind..")
          .layer("key")
          .definedBy("..dispatcher.key..")
          .layer("storage")
          .definedBy("..storage..")
          .layer("plan")
          .definedBy("..plan..")
          .layer("reconcile")
          .definedBy("..reconcile..")
          .layer("api")
          .definedBy("..dispatcher.api..")
          .layer("lead")
          .definedBy("..lead..")
          .layer("kill")
          .definedBy("..dispatcher.kill..")
          .layer("adapter")
          .definedBy("..dispatcher.adapter..")
          .layer("allowance")
          .definedBy("..allowance..")
          .layer("problem")
          .definedBy("..problem..")
          .whereLayer("reconcile")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("api")
          .mayOnlyBeAccessedByLayers("reconcile")
          .whereLayer("plan")
          .mayOnlyBeAccessedByLayers("reconcile", "api")
          .whereLayer("manifest")
          .mayOnlyBeAccessedByLayers("plan", "reconcile")
          .whereLayer("pool")
          .mayOnlyBeAccessedByLayers("plan", "reconcile", "api", "quota")
          .whereLayer("quota")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("idle")
          .mayOnlyBeAccessedByLayers("plan", "reconcile")
          .whereLayer("litellm")
          .mayOnlyBeAccessedByLayers("discovery", "appkind", "reconcile", "api")
          .whereLayer("appkind")
          .mayOnlyBeAccessedByLayers("manifest", "reconcile", "api")
          .whereLayer("key")
          .mayOnlyBeAccessedByLayers("reconcile")
          .whereLayer("storage")
          .mayOnlyBeAccessedByLayers("reconcile")
          .whereLayer("discovery")
          .mayOnlyBeAccessedByLayers("reconcile", "api")
          .whereLayer("engine")
          .mayOnlyBeAccessedByLayers("manifest", "appkind", "plan", "reconcile", "api")
          .whereLayer("record")
          .mayOnlyBeAccessedByLayers("plan", "reconcile", "api")
          .whereLayer("event")
          .mayOnlyBeAccessedByLayers("record", "api", "reconcile")
          .whereLayer("lead")
          .mayOnlyBeAccessedByLayers("event", "record", "kill", "discovery", "reconcile")
          .whereLayer("kill")
          .mayOnlyBeAccessedByLayers("record", "reconcile", "api")
          .whereLayer("adapter")
          .mayOnlyBeAccessedByLayers("manifest", "plan", "reconcile", "api")
          .whereLayer("allowance")
          .mayOnlyBeAccessedByLayers("api")
          .whereLayer("problem")
          .mayOnlyBeAccessedByLayers("api", "reconcile")
          .because("decisions depend on facts and never the other way round; see README.md");

  @ArchTest
  static final ArchRule ONLY_RECONCILE_TALKS_TO_KUBERNETES =
      noClasses()
          .that()
          .resideOutsideOfPackage("..reconcile..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("io.fabric8.kubernetes.client.KubernetesClient")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("io.javaoperatorsdk..", "io.fabric8.kubernetes.client.dsl..")
          .because("what touches the cluster must be found in one place");

  @ArchTest
  static final ArchRule DECISIONS_ARE_PURE =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..plan..", "..lifecycle..", "..manifest..", "..appkind..", "..dispatcher.pool..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "software.amazon..", "java.net.http..", "jakarta.ws.rs..", "java.time.Clock..")
          .because("everything tricky is tested without a server and without waiting");

  @ArchTest
  static final ArchRule TIME_IS_GIVEN =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .because("a test must be able to turn the clock");

  @ArchTest
  static final ArchRule EVERY_ENDPOINT_NAMES_ITS_CALLERS =
      classes()
          .that()
          .areAnnotatedWith(Path.class)
          .should()
          .beAnnotatedWith(RolesAllowed.class)
          .because("an endpoint that forgets to ask who is calling is open to all");

  @ArchTest
  static final ArchRule NO_DUMPING_GROUNDS =
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
          .because("a name must say what is inside");
}
