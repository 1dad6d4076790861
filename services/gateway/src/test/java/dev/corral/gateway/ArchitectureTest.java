package dev.corral.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(
    packages = "dev.corral.gateway",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule PROBLEMS_KNOW_NOBODY =
      only("problem")
          .because("every feature speaks in problems, so problems may depend on none of them");

  @ArchTest
  static final ArchRule UPSTREAM =
      only("upstream", "problem")
          .because("how a call is made has nothing to do with what is asked");

  @ArchTest
  static final ArchRule DISPATCHER =
      only("dispatcher", "upstream", "problem")
          .because("a narrow view of a provider must not know who uses it");

  @ArchTest
  static final ArchRule METERING =
      only("metering", "upstream", "problem")
          .because("a narrow view of a provider must not know who uses it");

  @ArchTest
  static final ArchRule SESSION =
      only("session", "problem")
          .because("who is calling is decided before anything is known about what is asked");

  @ArchTest
  static final ArchRule MODEL =
      only("model", "dispatcher", "session", "problem")
          .because("models are decided here and carried out by the dispatcher");

  @ArchTest
  static final ArchRule APP =
      only("app", "dispatcher", "model", "key", "session", "problem")
          .because("apps follow the same rule of visibility as models, and each has a key");

  @ArchTest
  static final ArchRule KEY =
      only("key", "session", "problem")
          .because("keys are the gateway's own: no other service is asked about them");

  @ArchTest
  static final ArchRule USAGE =
      only("usage", "metering", "session", "problem").because("numbers come from metrics alone");

  @ArchTest
  static final ArchRule PROMPT =
      only("prompt", "session", "upstream", "problem")
          .because("prompts are handed on as they are: no other feature has a part in them");

  @ArchTest
  static final ArchRule IMAGE =
      only("image", "session", "upstream", "problem")
          .because("pictures and verdicts are the inference-proxy's: here is only who asks");

  @ArchTest
  static final ArchRule LIVE =
      only("live", "dispatcher", "model", "session", "upstream", "problem")
          .because("live events follow the same rule of visibility as the lists");

  @ArchTest
  static final ArchRule CATALOG = only("catalog", "session").because("the catalogue is a file");

  @ArchTest
  static final ArchRule CARRY =
      only("carry").because("bytes are carried without knowing whose they are");

  @ArchTest
  static final ArchRule APPDOOR =
      only("appdoor", "carry", "dispatcher", "model", "key", "session", "problem")
          .because("who may enter an app is decided here, and where it is the dispatcher says");

  @ArchTest
  static final ArchRule DATAPATH =
      only("datapath", "carry", "problem")
          .because("the data path is carried as bytes: no feature may look into it");

  @ArchTest
  static final ArchRule EDGE =
      only("edge", "appdoor", "carry", "datapath", "session", "problem")
          .because(
              "the edge judges requests before any feature sees them; it needs error shapes, the issuer, which hosts are apps, and how to be rid of a body");

  @ArchTest
  static final ArchRule NO_CYCLES =
      SlicesRuleDefinition.slices()
          .matching("dev.corral.gateway.(*)..")
          .should()
          .beFreeOfCycles()
          .because("a feature that can be read alone can be changed alone");

  @ArchTest
  static final ArchRule NAMES =
      noClasses()
          .should()
          .haveNameMatching("(?i).*(utils?|helper|manager|common|support|impl|misc)$")
          .orShould()
          .resideInAnyPackage(
              "..util..",
              "..common..",
              "..helper..",
              "..manager..",
              "..support..",
              "..impl..",
              "..misc..")
          .because("a name that says nothing collects everything");

  @ArchTest
  static final ArchRule DYNAMODB_STAYS_WITH_KEYS_AND_SESSIONS =
      noClasses()
          .that()
          .resideOutsideOfPackages("..key..", "..appdoor..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk..")
          .because("a table has one owner");

  @ArchTest
  static final ArchRule CLOCKS_ARE_PASSED_IN =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Clock.class, "systemDefaultZone")
          .because("time that cannot be set cannot be tested");

  @ArchTest
  static final ArchRule EVERY_OPERATION_NAMES_ITS_ROLES =
      methods()
          .that(areOperations())
          .should(nameTheirRoles())
          .because("what nobody decided to open must not be open");

  private static ArchRule only(String feature, String... others) {
    String[] allowed = new String[others.length + 1];
    allowed[0] = "dev.corral.gateway." + feature + "..";
    for (int i = 0; i < others.length; i++) {
      allowed[i + 1] = "dev.corral.gateway." + others[i] + "..";
    }
    return classes()
        .that()
        .resideInAPackage("dev.corral.gateway." + feature + "..")
        .should()
        .onlyDependOnClassesThat(
            JavaClass.Predicates.resideInAnyPackage(allowed)
                .or(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage("dev.corral.."))));
  }

  private static DescribedPredicate<JavaMethod> areOperations() {
    return DescribedPredicate.describe(
        "are operations",
        m ->
            m.getOwner().isAnnotatedWith(Path.class)
                && m.getAnnotations().stream()
                    .anyMatch(a -> a.getRawType().isAnnotatedWith(HttpMethod.class)));
  }

  private static ArchCondition<JavaMethod> nameTheirRoles() {
    return new ArchCondition<>("name their roles") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        boolean named =
            method.isAnnotatedWith(RolesAllowed.class)
                || method.isAnnotatedWith(PermitAll.class)
                || method.getOwner().isAnnotatedWith(RolesAllowed.class)
                || method.getOwner().isAnnotatedWith(PermitAll.class);
        events.add(new SimpleConditionEvent(method, named, method.getFullName()));
      }
    };
  }
}
