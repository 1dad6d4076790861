package dev.corral.local.kubernetes.karpenter;

/// The words that Karpenter and Kubernetes write on their objects.
final class Names {
  static final String POOLS = "karpenter.sh/nodepools";
  static final String CLAIMS = "karpenter.sh/nodeclaims";
  static final String CLASSES = "karpenter.k8s.aws/ec2nodeclasses";
  static final String NODES = "/nodes";
  static final String PODS = "/pods";

  static final String NODE_POOL = "karpenter.sh/nodepool";
  static final String NODE_CLASS = "karpenter.k8s.aws/ec2nodeclass";
  static final String CAPACITY_TYPE = "karpenter.sh/capacity-type";
  static final String INSTANCE_TYPE = "node.kubernetes.io/instance-type";
  static final String ZONE = "topology.kubernetes.io/zone";
  static final String REGION = "topology.kubernetes.io/region";
  static final String ARCHITECTURE = "kubernetes.io/arch";
  static final String SYSTEM = "kubernetes.io/os";
  static final String HOST = "kubernetes.io/hostname";
  static final String GPU = "nvidia.com/gpu";

  static final String FINALIZER = "karpenter.sh/termination";
  static final String TERMINATION_TIME = "karpenter.sh/nodeclaim-termination-timestamp";
  static final String DO_NOT_DISRUPT = "karpenter.sh/do-not-disrupt";
  static final String DISRUPTED = "karpenter.sh/disrupted";

  private Names() {}
}
