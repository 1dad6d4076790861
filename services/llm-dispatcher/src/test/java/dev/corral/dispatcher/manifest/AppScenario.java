package dev.corral.dispatcher.manifest;

import dev.corral.dispatcher.appkind.AppConfig;
import dev.corral.dispatcher.appkind.AppKinds;
import dev.corral.dispatcher.appkind.ImageRule;
import dev.corral.dispatcher.appkind.SecretText;
import dev.corral.dispatcher.engine.Images;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.resource.App;
import dev.corral.dispatcher.resource.WorkloadKind;
import dev.corral.dispatcher.resource.WorkloadRef;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// One folder `src/test/scenarios/app-*`: an app as it comes in, how apps are configured
/// (`in.properties`), and what it gets. The folder's name ends in the state that its record is in.
public record AppScenario(Path folder, AppConfig config, App app) {
  private static final String DIGEST = "@sha256:" + "0".repeat(62) + "a1";

  static Stream<AppScenario> all() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("src/test/scenarios"))) {
      return folders
          .filter(f -> Files.exists(f.resolve("in-app.yaml")))
          .sorted()
          .map(AppScenario::read)
          .toList()
          .stream();
    }
  }

  public static Stream<AppScenario> good() throws IOException {
    return all().filter(scenario -> !scenario.isRefused());
  }

  static Stream<AppScenario> refused() throws IOException {
    return all().filter(AppScenario::isRefused);
  }

  private static AppScenario read(Path folder) {
    try (Reader file = Files.newBufferedReader(folder.resolve("in.properties"))) {
      var given = new Properties();
      given.load(file);
      String app = Files.readString(folder.resolve("in-app.yaml"));
      return new AppScenario(folder, config(given), Serialization.unmarshal(app, App.class));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static AppConfig config(Properties given) {
    Map<String, String> all = new HashMap<>();
    all.put("corral.apps.domain", "apps.example.org");
    all.put("corral.apps.open-webui.image", "ecr.example.org/open-webui:v0.11.4" + DIGEST);
    all.put("corral.apps.flowise.image", "ecr.example.org/flowise:3.1.4" + DIGEST);
    all.put("corral.apps.litellm.image", "ecr.example.org/litellm:v1.84.0" + DIGEST);
    given.forEach((key, value) -> all.put("corral.apps." + key, (String) value));
    return new SmallRyeConfigBuilder()
        .withMapping(AppConfig.class)
        .withSources(new PropertiesConfigSource(all, "scenario", 100))
        .build()
        .getConfigMapping(AppConfig.class);
  }

  private boolean isRefused() {
    return folder.getFileName().toString().startsWith("app-refused-");
  }

  public AppBlueprint blueprint() {
    var meta = app.getMetadata();
    var ref = new WorkloadRef(WorkloadKind.APP, meta.getNamespace(), meta.getName(), meta.getUid());
    var kinds = new AppKinds(config);
    var manifests =
        new AppManifests(config, "corral-system", new ImageRule(new Images(false)), numbered());
    var spec = app.getSpec();
    return new AppBlueprint(
        manifests,
        ref,
        spec,
        kinds.of(spec.type()),
        spec.models() == null ? List.of() : spec.models());
  }

  List<Child> children() {
    WorkloadState state = state();
    return blueprint().children(state, state instanceof WorkloadState.Warm ? 1 : 0);
  }

  Deployment deployment() {
    return (Deployment) object(ChildKind.DEPLOYMENT);
  }

  PodSpec pod() {
    return deployment().getSpec().getTemplate().getSpec();
  }

  Container container() {
    return pod().getContainers().getFirst();
  }

  HasMetadata object(ChildKind kind) {
    return children().stream().filter(c -> c.kind() == kind).findFirst().orElseThrow().resource();
  }

  private WorkloadState state() {
    String name = folder.getFileName().toString();
    return name.endsWith("idle")
        ? new WorkloadState.Idle(Instant.EPOCH)
        : name.endsWith("active")
            ? new WorkloadState.Active(Instant.EPOCH)
            : WorkloadState.Launching.begin(Instant.EPOCH, "alice");
  }

  /// Secrets that one can tell apart and that are the same in each run.
  private static SecretText numbered() {
    var count = new AtomicInteger();
    return () -> "CANARY-" + "%036d".formatted(count.incrementAndGet());
  }

  @Override
  public String toString() {
    return folder.getFileName().toString();
  }
}
