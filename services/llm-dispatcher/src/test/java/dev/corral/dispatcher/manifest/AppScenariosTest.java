package dev.corral.dispatcher.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.dispatcher.GoldenFile;
import dev.corral.dispatcher.resource.AppType;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What each app gets in the cluster, in each way to keep its data, and what none may have.
class AppScenariosTest {
  private static final String ALL = "dev.corral.dispatcher.manifest.AppScenario#good";

  @ParameterizedTest
  @MethodSource(ALL)
  void theAppGetsTheseObjects(AppScenario scenario) {
    assertThat(scenario.blueprint().flaw()).isEmpty();
    for (Child child : scenario.children()) {
      String name = "out-" + child.kind().kind().toLowerCase(Locale.ROOT);
      if (child.kind() == ChildKind.APP_KEY) {
        GoldenFile.at(scenario.folder().resolve(name + ".txt")).matches(child.hash());
      } else {
        GoldenFile.at(scenario.folder().resolve(name + ".yaml"))
            .matches(Serialization.asYaml(child.resource()));
        SchemaFixtures.assertValid(child.resource());
      }
    }
    GoldenFile.at(scenario.folder().resolve("out-kept.txt"))
        .matches(String.join("\n", scenario.blueprint().kept()));
  }

  @ParameterizedTest
  @MethodSource("dev.corral.dispatcher.manifest.AppScenario#refused")
  void theAppIsRefusedWithASentence(AppScenario scenario) {
    var flaw = scenario.blueprint().flaw().orElseThrow();
    GoldenFile.at(scenario.folder().resolve("out-failure.txt"))
        .matches(flaw.code() + ": " + flaw.message() + "\n");
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void podsKeepTheRestrictedStandard(AppScenario scenario) {
    var pod = scenario.pod();
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(pod.getServiceAccountName()).isNull();
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(pod.getContainers()).hasSize(1);
    var container = scenario.container();
    assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
    assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(container.getImage()).contains("@sha256:");
  }

  /// Fargate sells CPU and memory in pairs, and takes 256 MiB for itself.
  @ParameterizedTest
  @MethodSource(ALL)
  void podsFillAFargateSizeAndDoNotSpill(AppScenario scenario) {
    var resources = scenario.container().getResources();
    assertThat(resources.getRequests()).isEqualTo(resources.getLimits());
    long memory = Quantity.getAmountInBytes(resources.getRequests().get("memory")).longValue();
    long withOverhead = memory / (1024 * 1024) + 256;
    assertThat(withOverhead % 1024).isZero();
    int cpus =
        Objects.requireNonNull(resources.getRequests().get("cpu")).getNumericalAmount().intValue();
    assertThat(withOverhead / 1024).isBetween(2L * cpus, 8L * cpus);
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void theWallIsClosedBothWays(AppScenario scenario) {
    var rules = ((NetworkPolicy) scenario.object(ChildKind.NETWORK_POLICY)).getSpec();
    assertThat(rules.getPolicyTypes()).containsExactly("Ingress", "Egress");
    assertThat(rules.getIngress()).hasSize(1);
    assertThat(rules.getIngress().getFirst().getFrom())
        .singleElement()
        .satisfies(from ->
            assertThat(from.getPodSelector().getMatchLabels())
                .containsEntry("app.kubernetes.io/name", "gateway"));
    boolean database = scenario.config().database().external();
    assertThat(rules.getEgress()).hasSize(database ? 3 : 2);
    assertThat(rules.getEgress().getFirst().getPorts())
        .allSatisfy(port -> assertThat(port.getPort().getIntVal()).isEqualTo(53));
    assertThat(rules.getEgress().get(1).getTo())
        .singleElement()
        .satisfies(to ->
            assertThat(to.getPodSelector().getMatchLabels())
                .containsEntry("app.kubernetes.io/name", "inference-proxy"));
  }

  /// Every secret of the scenarios is a canary: it is in the Secret and nowhere else.
  @ParameterizedTest
  @MethodSource(ALL)
  void secretsAreInTheSecretAlone(AppScenario scenario) {
    for (Child child : scenario.children()) {
      if (child.kind() != ChildKind.SECRET) {
        assertThat(Serialization.asYaml(child.resource())).doesNotContain("CANARY");
      }
    }
    var secret = (Secret) scenario.object(ChildKind.SECRET);
    assertThat(secret.getImmutable()).isTrue();
    assertThat(secret.getData().values())
        .allSatisfy(value ->
            assertThat(new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8))
                .contains("CANARY"))
        .doesNotHaveDuplicates();
    assertThat(scenario.children().stream().filter(Child::once).map(Child::kind))
        .contains(ChildKind.SECRET);
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void everySecretThatThePodAsksForIsThere(AppScenario scenario) {
    var secret = (Secret) scenario.object(ChildKind.SECRET);
    var asked =
        scenario.container().getEnv().stream()
            .filter(e -> e.getValueFrom() != null)
            .map(e -> e.getValueFrom().getSecretKeyRef())
            .filter(ref -> ref.getName().equals(secret.getMetadata().getName()))
            .map(ref -> ref.getKey())
            .distinct()
            .toList();
    assertThat(asked).containsExactlyInAnyOrderElementsOf(secret.getData().keySet());
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void variablesAreNamedOnce(AppScenario scenario) {
    assertThat(scenario.container().getEnv()).extracting(EnvVar::getName).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void whatWritesAFileHasOneWriter(AppScenario scenario) {
    var spec = scenario.deployment().getSpec();
    boolean keepsData = scenario.blueprint().kind().keepsData();
    assertThat(spec.getReplicas()).isLessThanOrEqualTo(1);
    assertThat(spec.getStrategy().getType()).isEqualTo(keepsData ? "Recreate" : "RollingUpdate");
  }

  /// `/health` of LiteLLM calls every model, and wakes it.
  @ParameterizedTest
  @MethodSource(ALL)
  void probesWakeNothing(AppScenario scenario) {
    var container = scenario.container();
    for (var probe :
        List.of(
            container.getStartupProbe(),
            container.getReadinessProbe(),
            container.getLivenessProbe())) {
      if (scenario.app().getSpec().type() == AppType.LITELLM) {
        assertThat(probe.getHttpGet().getPath()).startsWith("/health/");
      }
    }
  }

  /// A visitor who registers first would own the instance (A40).
  @ParameterizedTest
  @MethodSource(ALL)
  void flowiseIsNotReadyBeforeItsOwnerExists(AppScenario scenario) {
    if (scenario.app().getSpec().type() == AppType.FLOWISE) {
      assertThat(scenario.container().getStartupProbe().getExec().getCommand())
          .containsExactly("test", "-f", "/tmp/owner-exists");
    }
  }
}
