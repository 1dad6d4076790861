package dev.corral.local.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A test class that launches models on GPU pools.
abstract class PoolPods extends ModelPods {
  static final ResourceDefinitionContext POOLS = kind("karpenter.sh", "NodePool", "nodepools");
  static final ResourceDefinitionContext CLAIMS = kind("karpenter.sh", "NodeClaim", "nodeclaims");
  static final ResourceDefinitionContext NODE_CLASSES =
      kind("karpenter.k8s.aws", "EC2NodeClass", "ec2nodeclasses");

  private static ResourceDefinitionContext kind(String group, String kind, String plural) {
    return new ResourceDefinitionContext.Builder()
        .withGroup(group)
        .withVersion("v1")
        .withKind(kind)
        .withPlural(plural)
        .withNamespaced(false)
        .build();
  }

  @BeforeEach
  void quickKarpenter() {
    client
        .configMaps()
        .inNamespace("kube-system")
        .withName("simulated-karpenter")
        .edit(map ->
            new ConfigMapBuilder(map)
                .withData(
                    Map.of(
                        "delay.launched", "50ms",
                        "delay.registered", "50ms",
                        "delay.initialized", "50ms",
                        "unavailable", "60s"))
                .build());
  }

  @AfterEach
  void sweepPools() {
    client.genericKubernetesResources(POOLS).delete();
    client.genericKubernetesResources(NODE_CLASSES).delete();
  }

  static void karpenterKnob(String key, String value) {
    client
        .configMaps()
        .inNamespace("kube-system")
        .withName("simulated-karpenter")
        .edit(map -> new ConfigMapBuilder(map).addToData(key, value).build());
  }

  /// A pool of g6.xlarge: one NodePool for each way of buying it, the first one the heaviest.
  static void ladder(String pool, String... ways) {
    create(
        NODE_CLASSES,
        """
        apiVersion: karpenter.k8s.aws/v1
        kind: EC2NodeClass
        metadata: {name: corral-%1$s, labels: {corral.dev/pool: %1$s}}
        spec:
          amiFamily: AL2023
          amiSelectorTerms: [{ssmParameter: /corral/gpu/latest_ami_id}]
          instanceProfile: corral-gpu-node
          subnetSelectorTerms: [{tags: {karpenter.sh/discovery: corral}}]
          securityGroupSelectorTerms: [{tags: {karpenter.sh/discovery: corral}}]
          tags: {app: corral}
        """
            .formatted(pool));
    for (int i = 0; i < ways.length; i++) {
      create(POOLS, rung(pool, i, ways[i]));
    }
  }

  private static String rung(String pool, int index, String way) {
    return """
    apiVersion: karpenter.sh/v1
    kind: NodePool
    metadata: {name: corral-%1$s-%2$d, labels: {corral.dev/pool: %1$s}}
    spec:
      weight: %3$d
      limits: {nodes: 2, nvidia.com/gpu: "2"}
      disruption: {consolidationPolicy: WhenEmpty, consolidateAfter: 0s, budgets: [{nodes: 100%%}]}
      template:
        metadata: {labels: {corral.dev/pool: %1$s}}
        spec:
          nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: corral-%1$s}
          taints: [{key: nvidia.com/gpu, value: "true", effect: NoSchedule}]
          terminationGracePeriod: 1h
          requirements:
          - {key: karpenter.sh/capacity-type, operator: In, values: [%4$s]}
          - {key: node.kubernetes.io/instance-type, operator: In, values: [g6.xlarge]}
    """
        .formatted(pool, index, 100 - index, way);
  }

  private static void create(ResourceDefinitionContext kind, String yaml) {
    client
        .genericKubernetesResources(kind)
        .load(new ByteArrayInputStream(yaml.getBytes()))
        .create();
  }

  static void gpuModel(String name, String pool, int replicas) {
    String yaml =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: model-%1$s, namespace: default}
        spec:
          replicas: %3$d
          selector: {matchLabels: {corral.dev/model: %1$s}}
          template:
            metadata: {labels: {corral.dev/model: %1$s}}
            spec:
              terminationGracePeriodSeconds: 1
              nodeSelector: {corral.dev/pool: %2$s}
              tolerations: [{key: nvidia.com/gpu, operator: Exists}]
              initContainers:
              - {name: weights, image: "vllm/vllm-openai:0.12"}
              containers:
              - name: engine
                image: "vllm/vllm-openai:0.12"
                ports: [{name: http, containerPort: 8000}]
                resources: {requests: {cpu: "2", memory: 8Gi}, limits: {nvidia.com/gpu: 1}}
        """
            .formatted(name, pool, replicas);
    client.apps().deployments().load(new ByteArrayInputStream(yaml.getBytes())).create();
  }

  static List<GenericKubernetesResource> claims(String pool) {
    return client
        .genericKubernetesResources(CLAIMS)
        .withLabel("corral.dev/pool", pool)
        .list()
        .getItems();
  }

  static GenericKubernetesResource claim(String name) {
    return client.genericKubernetesResources(CLAIMS).withName(name).get();
  }

  static GenericKubernetesResource pool(String name) {
    return client.genericKubernetesResources(POOLS).withName(name).get();
  }

  /// A field of a condition, empty where there is none.
  static String condition(GenericKubernetesResource object, String type, String field) {
    List<Map<String, Object>> conditions = object.get("status", "conditions");
    if (conditions == null) {
      return "";
    }
    return conditions.stream()
        .filter(c -> type.equals(c.get("type")))
        .map(c -> Objects.toString(c.get(field), ""))
        .findFirst()
        .orElse("");
  }

  static List<Event> events(String reason, String about) {
    return client.v1().events().inNamespace("default").list().getItems().stream()
        .filter(e -> e.getReason().equals(reason))
        .filter(e -> e.getInvolvedObject().getName().startsWith(about))
        .toList();
  }
}
