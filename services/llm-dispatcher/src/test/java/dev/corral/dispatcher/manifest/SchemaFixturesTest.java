package dev.corral.dispatcher.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The fixtures must be able to refuse, else they prove nothing.
class SchemaFixturesTest {
  private static final String POLICY =
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: a }
      spec: { podSelector: {}, policyTypes: [Ingress] }
      """;
  private static final String POOL =
      """
      apiVersion: karpenter.sh/v1
      kind: NodePool
      metadata: { name: a }
      spec:
        weight: 10
        template:
          spec:
            nodeClassRef: { group: karpenter.k8s.aws, kind: EC2NodeClass, name: a }
            requirements: []
      """;

  @Test
  void whatTheApiServerAcceptsPasses() {
    SchemaFixtures.assertValid(resource(POLICY));
    SchemaFixtures.assertValid(resource(POOL));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "weight: 10|weight: 101|maximum",
        "weight: 10|weight: ten|integer",
        "weight: 10|wait: 10|wait",
        "requirements: []|taints: []|requirements",
        "name: a }|name: a, owner: b }|owner"
      })
  void karpentersRulesAreKept(String text, String wrong, String told) {
    assertThat(problems(POOL.replace(text, wrong))).anySatisfy(p -> assertThat(p).contains(told));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"podSelector|selector|selector", "policyTypes: [Ingress]|policyTypes: 1|array"})
  void kubernetesRulesAreKept(String text, String wrong, String told) {
    assertThat(problems(POLICY.replace(text, wrong))).anySatisfy(p -> assertThat(p).contains(told));
  }

  private static List<String> problems(String yaml) {
    return SchemaFixtures.problems(resource(yaml));
  }

  /// Generic, so that the fields that Fabric8's classes do not know survive.
  private static HasMetadata resource(String yaml) {
    return Serialization.unmarshal(
        yaml, io.fabric8.kubernetes.api.model.GenericKubernetesResource.class);
  }
}
