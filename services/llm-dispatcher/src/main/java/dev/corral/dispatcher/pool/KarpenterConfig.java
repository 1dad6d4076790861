package dev.corral.dispatcher.pool;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/// What the platform team has set up for Karpenter.
@ConfigMapping(prefix = "corral.karpenter")
public interface KarpenterConfig {
  /// Which node class the node pools refer to.
  NodeClass nodeClass();

  /// The value of the tag `karpenter.sh/discovery` on the cluster's subnets and security groups.
  @WithDefault("corral")
  String clusterName();

  /// The instance profile of GPU nodes. Never a role: Karpenter would have to make a profile of it,
  /// and IAM has no endpoint in a network without NAT.
  @WithDefault("corral-gpu-node")
  String instanceProfile();

  /// The SSM parameter with the node image, for pools that name none.
  @WithDefault("/corral/gpu/latest_ami_id")
  String amiParameter();

  /// EC2 tags of the nodes, beside those of Corral and of Karpenter.
  Map<String, String> tags();

  /// Nodes are ended at once on stop and kill, by an annotation that Karpenter honours but does not
  /// document; without it they get the pool's termination grace.
  @WithDefault("false")
  boolean skipGrace();

  /// A node that has not joined the cluster after this long is given up.
  @WithDefault("8m")
  Duration joinBudget();

  /// A choice of the ladder rests this long after a failed try; Karpenter itself remembers missing
  /// capacity for three minutes.
  @WithDefault("3m")
  Duration rest();

  /// The reference to the node class.
  interface NodeClass {
    /// Its API group; `eks.amazonaws.com` for EKS Auto Mode.
    @WithDefault("karpenter.k8s.aws")
    String group();

    /// Its kind; `NodeClass` for EKS Auto Mode.
    @WithDefault("EC2NodeClass")
    String kind();

    /// The name of an existing node class. Used only when the kind is not `EC2NodeClass`, of which
    /// each pool gets its own.
    @WithDefault("default")
    String name();

    /// True when each pool gets its own node class.
    default boolean own() {
      return "karpenter.k8s.aws".equals(group()) && "EC2NodeClass".equals(kind());
    }
  }
}
