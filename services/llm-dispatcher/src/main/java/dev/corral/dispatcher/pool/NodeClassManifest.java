package dev.corral.dispatcher.pool;

import dev.corral.dispatcher.pool.NodeClassSpec.AmiTerm;
import dev.corral.dispatcher.pool.NodeClassSpec.Device;
import dev.corral.dispatcher.pool.NodeClassSpec.Ebs;
import dev.corral.dispatcher.pool.NodeClassSpec.MetadataOptions;
import dev.corral.dispatcher.pool.NodeClassSpec.ReservationTerm;
import dev.corral.dispatcher.pool.NodeClassSpec.TagTerm;
import dev.corral.dispatcher.resource.GpuPoolSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Builds a pool's node class: how its nodes are started at EC2.
final class NodeClassManifest {
  /// AL2023 lets Karpenter write the node's configuration itself; an image of another family would
  /// have to register with its taints by its own means.
  private static final String FAMILY = "AL2023";

  private static final String DISCOVERY = "karpenter.sh/discovery";
  private static final int IOPS = 6000;
  private static final int THROUGHPUT = 500;
  private static final List<String> TAKEN_TAGS =
      List.of("karpenter.sh/", "karpenter.k8s.aws/", "eks:", "aws:", "kubernetes.io/cluster");

  private final KarpenterConfig config;

  NodeClassManifest(KarpenterConfig config) {
    this.config = config;
    config.tags().keySet().stream()
        .filter(key -> TAKEN_TAGS.stream().anyMatch(key::startsWith))
        .findFirst()
        .ifPresent(key -> {
          throw new IllegalArgumentException(
              "corral.karpenter.tags: `" + key + "` belongs to AWS or Karpenter");
        });
  }

  NodeClassSpec spec(PoolRef ref, GpuPoolSpec spec) {
    var cluster = List.of(new TagTerm(Map.of(DISCOVERY, config.clusterName())));
    String image = Objects.requireNonNullElse(spec.amiParameter(), config.amiParameter());
    return new NodeClassSpec(
        FAMILY,
        List.of(new AmiTerm(image)),
        config.instanceProfile(),
        cluster,
        cluster,
        reservations(spec),
        false,
        new MetadataOptions("enabled", "required", 1),
        List.of(root(Objects.requireNonNull(spec.rootVolume()))),
        "RAID0",
        tags(ref));
  }

  private static @org.jspecify.annotations.Nullable List<ReservationTerm> reservations(
      GpuPoolSpec spec) {
    var ids = spec.capacityReservations();
    return ids == null
        ? null
        : Stream.of(ids).flatMap(List::stream).map(ReservationTerm::new).toList();
  }

  private static Device root(int gibibytes) {
    return new Device(
        "/dev/xvda", true, new Ebs(gibibytes + "Gi", "gp3", IOPS, THROUGHPUT, true, true));
  }

  private Map<String, String> tags(PoolRef ref) {
    var tags = new TreeMap<String, String>(config.tags());
    tags.put("app", "corral");
    tags.put("killable", "true");
    tags.put("corral:pool", ref.name());
    tags.put("corral:pool-uid", ref.uid());
    return tags;
  }
}
