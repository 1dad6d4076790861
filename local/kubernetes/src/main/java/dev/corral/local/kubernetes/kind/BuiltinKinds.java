package dev.corral.local.kubernetes.kind;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The kinds that are always there.
final class BuiltinKinds {
  /// apiVersion, plural, kind, n(amespaced) or c(luster), status/scale subresources, short names,
  /// categories.
  private static final String TABLE =
      """
      v1 namespaces Namespace c status ns -
      v1 nodes Node c status no -
      v1 pods Pod n status po all
      v1 services Service n status svc all
      v1 endpoints Endpoints n - ep -
      v1 configmaps ConfigMap n - cm -
      v1 secrets Secret n - - -
      v1 serviceaccounts ServiceAccount n - sa -
      v1 events Event n - ev -
      v1 persistentvolumes PersistentVolume c status pv -
      v1 persistentvolumeclaims PersistentVolumeClaim n status pvc -
      events.k8s.io/v1 events Event n - ev -
      apps/v1 deployments Deployment n status,scale deploy all
      apps/v1 replicasets ReplicaSet n status,scale rs all
      coordination.k8s.io/v1 leases Lease n - - -
      discovery.k8s.io/v1 endpointslices EndpointSlice n - - -
      networking.k8s.io/v1 networkpolicies NetworkPolicy n - netpol -
      policy/v1 poddisruptionbudgets PodDisruptionBudget n status pdb -
      rbac.authorization.k8s.io/v1 roles Role n - - -
      rbac.authorization.k8s.io/v1 rolebindings RoleBinding n - - -
      rbac.authorization.k8s.io/v1 clusterroles ClusterRole c - - -
      rbac.authorization.k8s.io/v1 clusterrolebindings ClusterRoleBinding c - - -
      apiextensions.k8s.io/v1 customresourcedefinitions CustomResourceDefinition c status crd,crds api-extensions
      """;

  private BuiltinKinds() {}

  static List<ResourceType> all() {
    return TABLE.lines().map(line -> line.split(" ")).map(BuiltinKinds::type).toList();
  }

  private static ResourceType type(String[] row) {
    Names names =
        new Names(row[1], row[2].toLowerCase(Locale.ROOT), row[2], words(row[5]), words(row[6]));
    List<String> parts = words(row[4]);
    Optional<Subresources.ScalePaths> scale =
        parts.contains("scale")
            ? Optional.of(
                new Subresources.ScalePaths("spec.replicas", "status.replicas", "spec.selector"))
            : Optional.empty();
    Subresources subresources = new Subresources(parts.contains("status"), scale);
    return new ResourceType(
        GroupVersion.of(row[0]), names, row[3].equals("n"), subresources, Optional.empty());
  }

  private static List<String> words(String cell) {
    return cell.equals("-") ? List.of() : Arrays.asList(cell.split(","));
  }
}
