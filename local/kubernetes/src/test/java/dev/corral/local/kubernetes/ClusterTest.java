package dev.corral.local.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// A test class with a server of its own and a Fabric8 client for it.
abstract class ClusterTest {
  @TempDir static Path directory;
  static RunningCluster cluster;
  static KubernetesClient client;

  @BeforeAll
  static void startCluster() throws Exception {
    cluster = RunningCluster.start(directory.resolve("state"));
    client = cluster.client();
  }

  @AfterAll
  static void stopCluster() {
    client.close();
    cluster.close();
  }
}
