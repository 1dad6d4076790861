package dev.corral.dispatcher.manifest;

import dev.corral.dispatcher.engine.EngineFixtures;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.resource.GpuPool;
import dev.corral.dispatcher.resource.GpuPoolSpec;
import dev.corral.dispatcher.resource.Model;
import dev.corral.dispatcher.resource.WorkloadKind;
import dev.corral.dispatcher.resource.WorkloadRef;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// One folder of `src/test/scenarios` with a model in it: `in-model.yaml`, if it needs one
/// `in-gpupool.yaml`, and in `endpoints` what the platform team has defined. The folder's name ends
/// in the state that the model's record is in, or in `refused`.
record Scenario(Path folder) {
  static List<Path> folders() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("src/test/scenarios"))) {
      return folders.filter(f -> Files.exists(f.resolve("in-model.yaml"))).sorted().toList();
    }
  }

  boolean refused() {
    return folder.getFileName().toString().endsWith("refused");
  }

  List<Child> children() {
    WorkloadState state = state();
    int replicas = state instanceof WorkloadState.Warm ? Math.max(1, model().getSpec().least()) : 0;
    return blueprint().children(state, replicas);
  }

  /// Everything that speaks against the model: the API server's rules, or the platform's.
  List<String> problems() {
    var found = new ArrayList<>(SchemaFixtures.problems(raw()));
    if (found.isEmpty()) {
      blueprint().flaw().ifPresent(f -> found.add(f.code() + ": " + f.message()));
    }
    return found;
  }

  private Blueprint blueprint() {
    Model model = model();
    var meta = model.getMetadata();
    var ref =
        new WorkloadRef(WorkloadKind.MODEL, meta.getNamespace(), meta.getName(), meta.getUid());
    Path endpoints = folder.resolve("endpoints");
    var engines =
        EngineFixtures.engines(
            Map.of(), Files.isDirectory(endpoints) ? Optional.of(endpoints) : Optional.empty());
    return ModelFixtures.blueprints(engines).of(ref, model.getSpec().defaulted(), pool());
  }

  private Optional<GpuPoolSpec> pool() {
    Path file = folder.resolve("in-gpupool.yaml");
    return Files.exists(file)
        ? Optional.of(Serialization.unmarshal(read(file), GpuPool.class).getSpec())
        : Optional.empty();
  }

  private Model model() {
    return Serialization.unmarshal(read(folder.resolve("in-model.yaml")), Model.class);
  }

  private GenericKubernetesResource raw() {
    return Serialization.unmarshal(
        read(folder.resolve("in-model.yaml")), GenericKubernetesResource.class);
  }

  private WorkloadState state() {
    String name = folder.getFileName().toString();
    return name.endsWith("idle")
        ? new WorkloadState.Idle(Instant.EPOCH)
        : name.endsWith("active")
            ? new WorkloadState.Active(Instant.EPOCH)
            : WorkloadState.Launching.begin(Instant.EPOCH, "alice");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
