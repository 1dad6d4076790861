package dev.corral.local.kubernetes.karpenter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.store.Journal;
import dev.corral.local.kubernetes.store.ObjectKey;
import dev.corral.local.kubernetes.store.ObjectStore;
import dev.corral.local.kubernetes.store.StoredObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A test class that makes stored objects from YAML.
abstract class Objects {
  @TempDir Path directory;
  private ObjectStore store;

  @BeforeEach
  void open() throws IOException {
    store = ObjectStore.open(Journal.open(directory));
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  StoredObject object(String storage, String yaml) throws IOException {
    ObjectNode json = (ObjectNode) Json.parseYaml(yaml.getBytes(StandardCharsets.UTF_8)).getFirst();
    String name = json.path("metadata").path("name").asText();
    Json.at(json, "metadata").put("uid", "uid-" + name);
    String namespace = storage.equals(Names.PODS) ? "default" : "";
    return store.put(new ObjectKey(storage, namespace, name), json);
  }

  /// A pod that asks for GPUs of a pool.
  Demand demand(String name, String pool, int gpus) throws IOException {
    return new Demand(
        object(
            Names.PODS,
            """
            metadata: {name: %s}
            spec:
              nodeSelector: {corral.dev/pool: %s}
              tolerations: [{key: nvidia.com/gpu, operator: Exists}]
              containers: [{name: engine, resources: {requests: {cpu: 2}, limits: {nvidia.com/gpu: %d}}}]
            """
                .formatted(name, pool, gpus)));
  }

  /// A rung of a pool.
  Pool pool(String name, int weight, String types, String limits) throws IOException {
    return new Pool(
        object(
            Names.POOLS,
            """
            metadata: {name: %s}
            spec:
              weight: %d
              limits: {%s}
              template:
                metadata: {labels: {corral.dev/pool: small}}
                spec:
                  nodeClassRef: {name: corral-small}
                  taints: [{key: nvidia.com/gpu, value: "true", effect: NoSchedule}]
                  requirements:
                  - {key: karpenter.sh/capacity-type, operator: In, values: [on-demand]}
                  - {key: node.kubernetes.io/instance-type, operator: In, values: [%s]}
            status: {conditions: [{type: NodeClassReady, status: "True"}]}
            """
                .formatted(name, weight, limits, types)));
  }
}
