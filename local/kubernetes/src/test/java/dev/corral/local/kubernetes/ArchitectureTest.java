package dev.corral.local.kubernetes;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/// The arrows between the packages, and the names that stay out.
@AnalyzeClasses(
    packages = "dev.corral.local.kubernetes",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "dev.corral.local.kubernetes.";

  @ArchTest
  static final ArchRule arrows =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("json")
          .definedBy(ROOT + "json")
          .layer("status")
          .definedBy(ROOT + "status")
          .layer("store")
          .definedBy(ROOT + "store")
          .layer("patch")
          .definedBy(ROOT + "patch")
          .layer("apply")
          .definedBy(ROOT + "apply")
          .layer("schema")
          .definedBy(ROOT + "schema")
          .layer("kind")
          .definedBy(ROOT + "kind")
          .layer("access")
          .definedBy(ROOT + "access")
          .layer("resource")
          .definedBy(ROOT + "resource")
          .layer("controller")
          .definedBy(ROOT + "controller")
          .layer("api")
          .definedBy(ROOT + "api")
          .layer("knob")
          .definedBy(ROOT + "knob")
          .layer("event")
          .definedBy(ROOT + "event")
          .layer("volume")
          .definedBy(ROOT + "volume")
          .layer("karpenter")
          .definedBy(ROOT + "karpenter")
          .layer("kubelet")
          .definedBy(ROOT + "kubelet")
          .layer("main")
          .definedBy("dev.corral.local.kubernetes")
          .whereLayer("main")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("kubelet")
          .mayOnlyBeAccessedByLayers("main")
          .whereLayer("karpenter")
          .mayOnlyBeAccessedByLayers("main")
          .whereLayer("volume")
          .mayOnlyBeAccessedByLayers("kubelet", "karpenter", "main")
          .whereLayer("event")
          .mayOnlyBeAccessedByLayers("kubelet", "karpenter")
          .whereLayer("knob")
          .mayOnlyBeAccessedByLayers("kubelet", "karpenter")
          .whereLayer("api")
          .mayOnlyBeAccessedByLayers("kubelet", "main")
          .whereLayer("controller")
          .mayOnlyBeAccessedByLayers("kubelet", "karpenter", "volume", "main")
          .whereLayer("access")
          .mayOnlyBeAccessedByLayers("api", "main")
          .whereLayer("resource")
          .mayOnlyBeAccessedByLayers(
              "controller", "api", "event", "volume", "kubelet", "karpenter", "main")
          .whereLayer("apply")
          .mayOnlyBeAccessedByLayers("resource")
          .whereLayer("kind")
          .mayOnlyBeAccessedByLayers(
              "resource", "controller", "api", "event", "volume", "kubelet", "karpenter", "main")
          .whereLayer("schema")
          .mayOnlyBeAccessedByLayers("kind", "resource", "api")
          .whereLayer("patch")
          .mayOnlyBeAccessedByLayers("apply", "schema", "kind", "resource", "api")
          .because(
              "what an object means must not depend on how it arrives: HTTP and the loops sit on top, the store at the bottom");

  @ArchTest
  static final ArchRule onlyTheFaceKnowsVertx =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + "api", "dev.corral.local.kubernetes")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.vertx..")
          .because("everything but the HTTP face must be testable without a server");

  @ArchTest
  static final ArchRule onlyTheKubeletStartsProcesses =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "kubelet")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.lang.ProcessBuilder")
          .because("a process that somebody else starts is one that nobody ends");

  @ArchTest
  static final ArchRule bannedNames =
      noClasses()
          .should()
          .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Common|Support|Misc)")
          .because("such a name says nothing, and such a class collects everything");

  @ArchTest
  static final ArchRule bannedPackages =
      noClasses()
          .should()
          .resideInAnyPackage(
              "..util..",
              "..common..",
              "..helper..",
              "..manager..",
              "..support..",
              "..impl..",
              "..misc..")
          .because("packages are by feature");

  @ArchTest
  static final ArchRule theClockIsPassedIn =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.corral.local.kubernetes")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .because("tests decide what time it is");

  @ArchTest
  static final ArchRule recordsAndClassesAreClosed =
      classes()
          .that()
          .areNotInterfaces()
          .and()
          .areNotAnonymousClasses()
          .and()
          .areNotEnums()
          .should()
          .haveModifier(JavaModifier.FINAL)
          .because("nothing here is made to be extended");
}
