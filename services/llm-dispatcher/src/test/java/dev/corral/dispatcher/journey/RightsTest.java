package dev.corral.dispatcher.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How calls are read as rights.
class RightsTest {
  @Test
  void aCallNeedsOneRight() {
    assertThat(
            Rights.needed(
                List.of(
                    call("GET", "/api/v1/namespaces/corral/pods", "labelSelector=a"),
                    call("GET", "/api/v1/namespaces/corral/pods", "watch=true"),
                    call("GET", "/api/v1/nodes/n1", ""),
                    call(
                        "PATCH", "/apis/corral.dev/v1alpha1/namespaces/corral/models/a/status", ""),
                    call(
                        "PUT",
                        "/apis/coordination.k8s.io/v1/namespaces/corral-system/leases/l",
                        ""),
                    call("DELETE", "/apis/karpenter.sh/v1/nodeclaims/c", ""),
                    call("GET", "/apis/karpenter.sh/v1", ""))))
        .containsExactlyInAnyOrder(
            "list pods@corral",
            "watch pods@corral",
            "get nodes@*",
            "patch models/status.corral.dev@corral",
            "update leases.coordination.k8s.io@corral-system",
            "delete nodeclaims.karpenter.sh@*");
  }

  @Test
  void nothingDangerousIsGranted() throws Exception {
    var granted = Rights.granted(Path.of("src/main/contract/rbac.yaml"));
    assertThat(granted)
        .isNotEmpty()
        .noneMatch(line -> line.contains("*."))
        .noneMatch(line -> line.contains("secrets") && !line.endsWith("@corral"))
        .noneMatch(line -> line.contains("exec") || line.contains("escalate"))
        .noneMatch(line -> line.startsWith("deletecollection"));
  }

  private static ClusterProxy.Call call(String method, String path, String query) {
    return new ClusterProxy.Call(method, path, query, 200);
  }
}
