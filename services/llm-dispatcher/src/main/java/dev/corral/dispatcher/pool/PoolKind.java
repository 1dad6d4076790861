package dev.corral.dispatcher.pool;

/// The kinds of Karpenter's API that a pool has to do with, all of them cluster-scoped.
public enum PoolKind {
  NODE_CLASS("karpenter.k8s.aws/v1", "EC2NodeClass", "ec2nodeclasses"),
  NODE_POOL("karpenter.sh/v1", "NodePool", "nodepools"),
  NODE_CLAIM("karpenter.sh/v1", "NodeClaim", "nodeclaims");

  private final String apiVersion;
  private final String kind;
  private final String plural;

  PoolKind(String apiVersion, String kind, String plural) {
    this.apiVersion = apiVersion;
    this.kind = kind;
    this.plural = plural;
  }

  /// Group and version as Kubernetes writes them.
  public String apiVersion() {
    return apiVersion;
  }

  /// The kind as Kubernetes writes it.
  public String kind() {
    return kind;
  }

  /// The plural as it is in paths.
  public String plural() {
    return plural;
  }
}
