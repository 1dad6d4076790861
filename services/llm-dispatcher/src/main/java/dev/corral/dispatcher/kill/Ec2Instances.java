package dev.corral.dispatcher.kill;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;

/// Instances by the tags that Karpenter gives them: the node pool, whose name begins like ours, and
/// the cluster. What is shutting down costs nothing any more.
public final class Ec2Instances implements Instances {
  private static final String POOL_TAG = "karpenter.sh/nodepool";
  private static final String OURS = "corral-";
  private static final int BATCH = 100;

  private final Ec2Client ec2;
  private final Optional<String> cluster;

  public Ec2Instances(Ec2Client ec2, Optional<String> cluster) {
    this.ec2 = ec2;
    this.cluster = cluster;
  }

  @Override
  public List<String> running() {
    var filters = new ArrayList<Filter>();
    filters.add(filter("tag:" + POOL_TAG, OURS + "*"));
    filters.add(filter("instance-state-name", "pending", "running", "stopping", "stopped"));
    cluster.ifPresent(name -> filters.add(filter("tag:kubernetes.io/cluster/" + name, "owned")));
    return ec2
        .describeInstancesPaginator(DescribeInstancesRequest.builder().filters(filters).build())
        .reservations()
        .stream()
        .flatMap(reservation -> reservation.instances().stream())
        .filter(this::isOurs)
        .map(Instance::instanceId)
        .toList();
  }

  @Override
  public void terminate(List<String> ids) {
    for (int from = 0; from < ids.size(); from += BATCH) {
      List<String> batch = ids.subList(from, Math.min(ids.size(), from + BATCH));
      ec2.terminateInstances(r -> r.instanceIds(batch));
    }
  }

  /// A filter that was ignored must not cost somebody else their instances.
  private boolean isOurs(Instance instance) {
    boolean pool =
        instance.tags().stream()
            .anyMatch(tag -> POOL_TAG.equals(tag.key()) && tag.value().startsWith(OURS));
    return pool
        && cluster
            .map(name ->
                instance.tags().stream()
                    .anyMatch(tag -> tag.key().equals("kubernetes.io/cluster/" + name)))
            .orElse(true);
  }

  private static Filter filter(String name, String... values) {
    return Filter.builder().name(name).values(values).build();
  }
}
