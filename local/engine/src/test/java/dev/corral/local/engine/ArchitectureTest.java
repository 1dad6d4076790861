package dev.corral.local.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.corral.local.engine",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule arrows =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("main")
          .definedBy("dev.corral.local.engine")
          .layer("ollama")
          .definedBy("..ollama")
          .layer("openai")
          .definedBy("..openai")
          .layer("structured")
          .definedBy("..engine.structured")
          .layer("http")
          .definedBy("..http")
          .layer("generation")
          .definedBy("..generation")
          .layer("gguf")
          .definedBy("..gguf")
          .whereLayer("main")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("ollama")
          .mayOnlyBeAccessedByLayers("main")
          .whereLayer("openai")
          .mayOnlyBeAccessedByLayers("main")
          .whereLayer("http")
          .mayOnlyBeAccessedByLayers("main", "structured", "ollama", "openai")
          .whereLayer("structured")
          .mayOnlyBeAccessedByLayers("ollama", "openai")
          .whereLayer("generation")
          .mayOnlyBeAccessedByLayers("main", "http", "ollama", "openai")
          .because("a dialect can be added or removed without touching the other or the model");

  @ArchTest
  static final ArchRule onlyTheModelsKnowTheNativeLibrary =
      noClasses()
          .that()
          .haveNameNotMatching(".*\\.(LlamaCpp|Embeddings)(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("de.kherud..")
          .because("its traps (a C++ exception ends the process) are handled there");

  @ArchTest
  static final ArchRule generationKnowsNoHttp =
      noClasses()
          .that()
          .resideInAnyPackage("..generation", "..gguf")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.vertx..")
          .because("tokens are computed and tested without a server");

  @ArchTest
  static final ArchRule namesSayWhatAThingIs =
      noClasses()
          .should()
          .haveNameMatching(".*(Util|Utils|Common|Helper|Manager|Support|Impl|Misc)")
          .because("such a name hides what the class is for and collects strangers");
}
