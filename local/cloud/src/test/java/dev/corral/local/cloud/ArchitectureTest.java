package dev.corral.local.cloud;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.corral.local.cloud",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] SERVICES = {
    "..cloud.bedrock..",
    "..cloud.ec2..",
    "..cloud.efs..",
    "..cloud.quotas..",
    "..cloud.ssm..",
    "..cloud.sts.."
  };

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

  @ArchTest
  static final ArchRule protocolsKnowNoService =
      noClasses()
          .that()
          .resideInAPackage("..cloud.aws..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SERVICES)
          .because("a protocol is the same for every service that speaks it");

  @ArchTest
  static final ArchRule servicesKnowEachOtherOnlyByQuota =
      slices()
          .matching("dev.corral.local.cloud.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(alwaysTrue(), resideInAPackage("..cloud.aws.."))
          .ignoreDependency(resideInAPackage("..cloud.ec2.."), resideInAPackage("..cloud.quotas.."))
          .because("EC2 refuses what a quota forbids, and nothing else is shared");
}
