package dev.corral.dispatcher.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.resource.Adapter;
import dev.corral.dispatcher.resource.Engine;
import dev.corral.dispatcher.resource.GpuPoolSpec;
import dev.corral.dispatcher.resource.ModelSpec;
import dev.corral.dispatcher.resource.SpecRules;
import dev.corral.dispatcher.resource.WorkloadKind;
import dev.corral.dispatcher.resource.WorkloadRef;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Text that is made to be more than text (A36): the grammar refuses it, and were it ever let in,
/// it would reach the pod as it is and change nothing around it.
class HostileTextTest {
  private static final ModelBlueprints BLUEPRINTS = ModelFixtures.blueprints();
  private static final GpuPoolSpec POOL =
      Serialization.unmarshal(
          """
          {"ladder": [{"instanceType": "g6.xlarge"}], "adapterStore": "s3://bucket"}
          """,
          GpuPoolSpec.class);

  @Provide
  Arbitrary<String> hostile() {
    return Arbitraries.of(
            "x\n---\nkind: ClusterRoleBinding",
            "$(VLLM_API_KEY)",
            "$$(HOME)",
            "`reboot`",
            "'; rm -rf / #",
            "\" || true",
            "{{ .Values }}",
            "!!java.net.URL [x]",
            "&a *a",
            "a: b",
            "- x",
            "\u202egpj",
            "x\u0000y",
            "${HOME}",
            "a".repeat(300))
        .flatMap(seed -> Arbitraries.strings().ascii().ofMaxLength(4).map(more -> seed + more));
  }

  @Property(tries = 200)
  void theGrammarRefusesIt(@ForAll("hostile") String text) {
    assertThat(text.matches(SpecRules.NAME) && text.length() <= SpecRules.NAME_LENGTH).isFalse();
    for (String scheme : List.of("ollama://", "hf://org/", "s3://bucket/", "external://")) {
      boolean fits = (scheme + text).matches(SpecRules.SOURCE) && text.length() <= 190;
      assertThat(fits).as(scheme + text).isFalse();
    }
  }

  @Property(tries = 60)
  void letInItWouldStayText(@ForAll("hostile") String text) {
    for (Case one : cases(text)) {
      var ref = new WorkloadRef(WorkloadKind.MODEL, "corral", text, "uid");
      var children =
          BLUEPRINTS
              .of(ref, one.spec(), Optional.of(POOL))
              .children(new WorkloadState.Active(Instant.EPOCH), 1);
      children.forEach(child -> survives(child.resource()));
      Deployment deployment = (Deployment) children.getLast().resource();
      assertThat(texts(deployment)).anyMatch(one.expected()::equals);
    }
  }

  /// A spec with the text in it, and what a process in the pod must see of it.
  private record Case(ModelSpec spec, String expected) {}

  private static List<Case> cases(String text) {
    String name = text.replace('/', '|');
    var adapters = List.of(new Adapter("legal", "s3://bucket/" + text));
    return List.of(
        new Case(spec(Engine.OLLAMA, "ollama://" + name, text, List.of()), name),
        new Case(
            spec(Engine.VLLM, "hf://o/" + text.replace(".gguf", ""), text, adapters),
            "/models/lora/legal s3://bucket/" + text),
        new Case(
            spec(Engine.TEXTGEN, "s3://b/" + text, text, List.of()),
            "/models/weights s3://b/" + text));
  }

  private static ModelSpec spec(Engine engine, String source, String text, List<Adapter> adapters) {
    String compute = engine == Engine.OLLAMA ? "cpu" : text;
    return new ModelSpec(
            engine,
            source,
            text,
            compute,
            null,
            null,
            null,
            null,
            null,
            List.of(text),
            null,
            null,
            null,
            adapters)
        .defaulted();
  }

  private static void survives(HasMetadata resource) {
    String yaml = Serialization.asYaml(resource);
    assertThat((Object) Serialization.unmarshal(yaml, resource.getClass())).isEqualTo(resource);
  }

  /// Every argument and value as a process in the pod gets it.
  private static Stream<String> texts(Deployment deployment) {
    var pod = deployment.getSpec().getTemplate().getSpec();
    return Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream())
        .flatMap(HostileTextTest::texts);
  }

  private static Stream<String> texts(Container container) {
    return Stream.concat(
            Stream.concat(container.getCommand().stream(), container.getArgs().stream()),
            container.getEnv().stream().map(e -> e.getValue()).filter(Objects::nonNull))
        .map(HostileTextTest::expanded);
  }

  /// What Kubernetes makes of a text: `$$` is `$`, and `$(NAME)` is replaced.
  private static String expanded(String text) {
    var out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      boolean dollar = text.charAt(i) == '$' && i + 1 < text.length();
      if (dollar && text.charAt(i + 1) == '$') {
        out.append('$');
        i++;
      } else if (dollar && text.charAt(i + 1) == '(') {
        out.append("<replaced>");
        i++;
      } else {
        out.append(text.charAt(i));
      }
    }
    return out.toString();
  }
}
