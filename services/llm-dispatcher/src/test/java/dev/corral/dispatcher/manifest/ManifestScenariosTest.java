package dev.corral.dispatcher.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.dispatcher.GoldenFile;
import dev.corral.dispatcher.engine.OllamaEngine;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.resource.Model;
import dev.corral.dispatcher.resource.WorkloadKind;
import dev.corral.dispatcher.resource.WorkloadRef;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each folder of `src/test/scenarios` is a case: a model as it comes in, and the objects it gets.
/// The folder's name ends in the state that its record is in.
class ManifestScenariosTest {
  private static final OllamaEngine ENGINE =
      new OllamaEngine("docker.io/ollama/ollama@sha256:0123");

  static List<Path> scenarios() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("src/test/scenarios"))) {
      return folders.filter(f -> Files.exists(f.resolve("in-model.yaml"))).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void theModelGetsTheseObjects(Path folder) throws IOException {
    for (Child child : children(folder)) {
      String name = "out-" + child.kind().kind().toLowerCase(Locale.ROOT) + ".yaml";
      GoldenFile.at(folder.resolve(name)).matches(Serialization.asYaml(child.resource()));
      SchemaFixtures.assertValid(child.resource());
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void podsKeepTheRestrictedStandard(Path folder) throws IOException {
    var deployment =
        (Deployment)
            children(folder).stream()
                .filter(c -> c.kind() == ChildKind.DEPLOYMENT)
                .findFirst()
                .orElseThrow()
                .resource();
    var pod = deployment.getSpec().getTemplate().getSpec();
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream()))
        .allSatisfy(container -> {
          assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
          assertThat(container.getSecurityContext().getCapabilities().getDrop())
              .containsExactly("ALL");
          assertThat(container.getResources().getRequests()).isNotEmpty();
          assertThat(container.getImage()).contains("@sha256:");
        });
  }

  private static List<Child> children(Path folder) throws IOException {
    Model model =
        Serialization.unmarshal(Files.readString(folder.resolve("in-model.yaml")), Model.class);
    var ref =
        new WorkloadRef(
            WorkloadKind.MODEL,
            model.getMetadata().getNamespace(),
            model.getMetadata().getName(),
            model.getMetadata().getUid());
    WorkloadState state = state(folder.getFileName().toString());
    return new ModelManifests("corral-system")
        .children(
            ref,
            model.getSpec().defaulted(),
            ENGINE,
            state,
            state instanceof WorkloadState.Warm ? Math.max(1, model.getSpec().least()) : 0);
  }

  private static WorkloadState state(String folder) {
    return folder.endsWith("idle")
        ? new WorkloadState.Idle(Instant.EPOCH)
        : folder.endsWith("active")
            ? new WorkloadState.Active(Instant.EPOCH)
            : WorkloadState.Launching.begin(Instant.EPOCH, "alice");
  }
}
