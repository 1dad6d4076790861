package dev.corral.dispatcher.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.dispatcher.GoldenFile;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each folder with a model is a case: a model as it comes in, and the objects it gets, or the
/// reason why it gets none.
class ManifestScenariosTest {
  /// What would show prompts to whoever reads logs, run foreign code, or open a side door.
  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "trust[-_]remote[-_]code|(?<!no-)enable-log-requests|enable-log-outputs"
              + "|OLLAMA_DEBUG|LOCALAI_DEBUG|VLLM_DEBUG|--verbose|--debug|--share|--public-api"
              + "|enable-sleep-mode|hostPath|privileged|hostNetwork",
          Pattern.CASE_INSENSITIVE);

  static Stream<Path> accepted() throws IOException {
    return Scenario.folders().stream().filter(f -> !new Scenario(f).refused());
  }

  static Stream<Path> refused() throws IOException {
    return Scenario.folders().stream().filter(f -> new Scenario(f).refused());
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void theModelGetsTheseObjectsAndNoOthers(Path folder) throws IOException {
    var scenario = new Scenario(folder);
    assertThat(scenario.problems()).isEmpty();
    for (Child child : scenario.children()) {
      GoldenFile.at(folder.resolve(file(child))).matches(Serialization.asYaml(child.resource()));
      SchemaFixtures.assertValid(child.resource());
    }
    try (Stream<Path> files = Files.list(folder)) {
      Set<String> there =
          files
              .map(f -> f.getFileName().toString())
              .filter(f -> f.startsWith("out-"))
              .collect(Collectors.toSet());
      assertThat(there)
          .isEqualTo(
              scenario.children().stream()
                  .map(ManifestScenariosTest::file)
                  .collect(Collectors.toSet()));
    }
  }

  @ParameterizedTest
  @MethodSource("refused")
  void theModelIsRefusedForThisReason(Path folder) {
    List<String> problems = new Scenario(folder).problems();
    assertThat(problems).isNotEmpty();
    GoldenFile.at(folder.resolve("out-error.txt")).matches(String.join("\n", problems) + "\n");
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void podsKeepTheRestrictedStandard(Path folder) {
    pod(folder)
        .ifPresent(pod -> {
          assertThat(pod.getAutomountServiceAccountToken()).isFalse();
          assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
          assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
          assertThat(pod.getSecurityContext().getSeccompProfile().getType())
              .isEqualTo("RuntimeDefault");
          assertThat(pod.getVolumes())
              .allMatch(v -> v.getEmptyDir() != null || v.getConfigMap() != null);
          assertThat(containers(pod)).allSatisfy(ManifestScenariosTest::isLocked);
        });
  }

  private static void isLocked(Container container) {
    assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
    assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
    assertThat(container.getResources().getLimits()).containsKey("memory");
    assertThat(container.getImage()).matches(".*@sha256:[0-9a-f]{64}");
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void nothingForbiddenIsRendered(Path folder) {
    assertThat(new Scenario(folder).children())
        .allSatisfy(child ->
            assertThat(FORBIDDEN.matcher(Serialization.asYaml(child.resource())).find()).isFalse());
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void onFargateWhatIsAskedForIsTheLimit(Path folder) {
    pod(folder)
        .filter(pod -> pod.getNodeSelector() == null || pod.getNodeSelector().isEmpty())
        .ifPresent(pod ->
            assertThat(containers(pod))
                .allSatisfy(c ->
                    assertThat(c.getResources().getLimits())
                        .isEqualTo(c.getResources().getRequests())));
  }

  private static Stream<Container> containers(PodSpec pod) {
    return Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream());
  }

  private static Optional<PodSpec> pod(Path folder) {
    return new Scenario(folder)
        .children().stream()
            .filter(c -> c.kind() == ChildKind.DEPLOYMENT)
            .map(c -> ((Deployment) c.resource()).getSpec().getTemplate().getSpec())
            .findFirst();
  }

  private static String file(Child child) {
    return "out-" + child.kind().kind().toLowerCase(Locale.ROOT) + ".yaml";
  }
}
