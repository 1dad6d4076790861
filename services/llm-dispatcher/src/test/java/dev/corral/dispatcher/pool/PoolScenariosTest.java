package dev.corral.dispatcher.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.dispatcher.GoldenFile;
import dev.corral.dispatcher.manifest.SchemaFixtures;
import dev.corral.dispatcher.resource.GpuPool;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each folder `pool-*` of `src/test/scenarios` is a case: a pool as it comes in and the objects it
/// gets, or for `pool-refused-*` why it gets none. `auto-mode` in the name means the platform runs
/// on EKS Auto Mode.
class PoolScenariosTest {
  static List<Path> accepted() throws IOException {
    return folders().stream().filter(f -> !f.toString().contains("pool-refused")).toList();
  }

  static List<Path> refused() throws IOException {
    return folders().stream().filter(f -> f.toString().contains("pool-refused")).toList();
  }

  private static List<Path> folders() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("src/test/scenarios"))) {
      return folders.filter(f -> f.getFileName().toString().startsWith("pool-")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void thePoolGetsTheseObjects(Path folder) throws IOException {
    SchemaFixtures.assertValid(generic(folder));
    GpuPool pool = pool(folder);
    var spec = pool.getSpec().defaulted();
    assertThat(Unfit.of(spec, config(folder))).isEmpty();
    int rungs = spec.ladder().size();
    List<Integer> room =
        spec.paused()
            ? Rooms.closed(rungs)
            : Rooms.open(0, spec.mostNodes(), Collections.nCopies(rungs, 0));
    var written = new ArrayList<String>();
    for (PoolObject object :
        new PoolManifests(config(folder)).objects(PoolRef.of(pool), spec, room)) {
      SchemaFixtures.assertValid(object.resource());
      String name = "out-" + object.kind().plural() + "-" + object.name() + ".yaml";
      written.add(name);
      GoldenFile.at(folder.resolve(name)).matches(Serialization.asYaml(object.resource()));
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<String> there =
          files.map(f -> f.getFileName().toString()).filter(f -> f.startsWith("out-")).toList();
      assertThat(there).containsExactlyInAnyOrderElementsOf(written);
    }
  }

  @ParameterizedTest
  @MethodSource("refused")
  void thePoolIsRefused(Path folder) throws IOException {
    List<String> problems = SchemaFixtures.problems(generic(folder));
    String why =
        problems.isEmpty()
            ? Unfit.of(pool(folder).getSpec().defaulted(), config(folder))
                .map(unfit -> unfit.reason() + ": " + unfit.message())
                .orElse("")
            : problems.stream().collect(Collectors.joining("\n"));
    assertThat(why).isNotEmpty();
    GoldenFile.at(folder.resolve("out-why.txt")).matches(why + "\n");
  }

  @Test
  void theWholeLadderNeverHasMoreThanThePool() {
    assertThat(Rooms.open(0, 2, List.of(0, 0))).containsExactly(2, 0);
    assertThat(Rooms.open(1, 2, List.of(1, 0))).containsExactly(1, 1);
    assertThat(Rooms.open(1, 1, List.of(1, 0))).containsExactly(1, 0);
    assertThat(Rooms.open(0, 1, List.of(0, 3))).containsExactly(0, 3);
    assertThat(Rooms.closed(2)).containsExactly(0, 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"karpenter.sh/nodepool", "eks:eks-cluster-name", "kubernetes.io/cluster/x"})
  void tagsOfAwsAndKarpenterAreRefusedAtStart(String tag) {
    var config = Karpenter.with(Map.of("corral.karpenter.tags.\"" + tag + "\"", "x"));
    assertThatThrownBy(() -> new PoolManifests(config)).hasMessageContaining(tag);
  }

  private static KarpenterConfig config(Path folder) {
    return folder.toString().contains("auto-mode") ? Karpenter.autoMode() : Karpenter.standard();
  }

  private static GenericKubernetesResource generic(Path folder) throws IOException {
    String yaml = Files.readString(folder.resolve("in-gpupool.yaml"));
    return Serialization.unmarshal(yaml, GenericKubernetesResource.class);
  }

  private static GpuPool pool(Path folder) throws IOException {
    return Serialization.unmarshal(
        Files.readString(folder.resolve("in-gpupool.yaml")), GpuPool.class);
  }
}
