package dev.corral.proxy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// The arrows between packages, and names that say nothing.
@AnalyzeClasses(packages = "dev.corral.proxy", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule arrows =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("bootstrap")
          .definedBy("dev.corral.proxy")
          .layer("relay")
          .definedBy("..proxy.relay")
          .layer("admission")
          .definedBy("..proxy.admission")
          .layer("limit")
          .definedBy("..proxy.limit")
          .layer("redis")
          .definedBy("..proxy.redis")
          .layer("wake")
          .definedBy("..proxy.wake")
          .layer("tally")
          .definedBy("..proxy.tally")
          .layer("routing")
          .definedBy("..proxy.routing")
          .layer("dialect")
          .definedBy("..proxy.dialect")
          .layer("conversation")
          .definedBy("..proxy.conversation")
          .layer("translation")
          .definedBy("..proxy.translation")
          .layer("bedrock")
          .definedBy("..proxy.bedrock")
          .layer("upstream")
          .definedBy("..proxy.upstream")
          .layer("image")
          .definedBy("..proxy.image")
          .layer("check")
          .definedBy("..proxy.check")
          .layer("job")
          .definedBy("..proxy.job")
          .layer("endpoint")
          .definedBy("..proxy.endpoint")
          .layer("peer")
          .definedBy("..proxy.peer")
          .layer("trace")
          .definedBy("..proxy.trace")
          .layer("problem")
          .definedBy("..proxy.problem")
          .whereLayer("bootstrap")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("relay")
          .mayOnlyBeAccessedByLayers("bootstrap")
          .whereLayer("redis")
          .mayOnlyBeAccessedByLayers("bootstrap")
          .whereLayer("limit")
          .mayOnlyBeAccessedByLayers("bootstrap", "redis")
          .whereLayer("admission")
          .mayOnlyBeAccessedByLayers("bootstrap", "limit", "relay", "job")
          .whereLayer("wake")
          .mayOnlyBeAccessedByLayers("bootstrap", "relay")
          .whereLayer("tally")
          .mayOnlyBeAccessedByLayers("bootstrap", "relay", "trace")
          .whereLayer("trace")
          .mayOnlyBeAccessedByLayers("bootstrap", "relay")
          .whereLayer("routing")
          .mayOnlyBeAccessedByLayers("bootstrap", "relay")
          .whereLayer("job")
          .mayOnlyBeAccessedByLayers("bootstrap", "relay")
          .whereLayer("check")
          .mayOnlyBeAccessedByLayers("bootstrap", "relay")
          .whereLayer("image")
          .mayOnlyBeAccessedByLayers("bootstrap", "relay")
          .whereLayer("upstream")
          .mayOnlyBeAccessedByLayers("bootstrap", "relay")
          .whereLayer("bedrock")
          .mayOnlyBeAccessedByLayers("bootstrap", "relay", "image")
          .whereLayer("translation")
          .mayOnlyBeAccessedByLayers("bootstrap", "relay", "bedrock", "job")
          .whereLayer("conversation")
          .mayOnlyBeAccessedByLayers("bootstrap", "relay", "dialect", "translation", "bedrock")
          .whereLayer("dialect")
          .mayOnlyBeAccessedByLayers(
              "translation", "bedrock", "bootstrap", "relay", "admission", "tally", "image", "job")
          .whereLayer("endpoint")
          .mayOnlyBeAccessedByLayers("bootstrap", "relay", "admission", "routing", "wake")
          .whereLayer("peer")
          .mayOnlyBeAccessedByLayers("bootstrap", "relay", "admission", "wake")
          .because("the features are read one by one; only the relay joins them");

  @ArchTest
  static final ArchRule onlyTheRelayKnowsHttp =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.corral.proxy", "..proxy.relay", "..proxy.redis")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.vertx..")
          .because("dialects, admission and waiting are tested without a server");

  @ArchTest
  static final ArchRule onlyTheTableKnowsKubernetes =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.corral.proxy", "..proxy.endpoint")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.fabric8..")
          .because("a warm request never needs the cluster's API");

  @ArchTest
  static final ArchRule onlyTracesKnowOpenTelemetry =
      noClasses()
          .that()
          .resideOutsideOfPackage("..proxy.trace")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.opentelemetry..")
          .because("where nothing is traced, nothing of it is loaded by a request");

  @ArchTest
  static final ArchRule clocksAreInjected =
      noClasses()
          .that()
          .doNotHaveSimpleName("Clocks")
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .because("deadlines and caches are tested with a clock of the test's own");

  @ArchTest
  static final ArchRule bodiesAreNotTurnedIntoText =
      noClasses()
          .that()
          .resideInAPackage("..proxy.relay")
          .should()
          .callMethod(io.vertx.core.buffer.Buffer.class, "toString")
          .orShould()
          .callMethod(io.vertx.core.http.HttpClientResponse.class, "body")
          .because("answers are piped, and prompts must not end up in logs");

  @ArchTest
  static final ArchRule namesSaySomething =
      noClasses()
          .should()
          .haveNameMatching(".*(Util|Utils|Common|Helper|Manager|Support|Impl|Misc)")
          .orShould()
          .resideInAnyPackage(
              "..util..", "..common..", "..helper..", "..support..", "..impl..", "..misc..")
          .because("such names collect what has no home");
}
