package dev.corral.proxy.endpoint;

import java.util.List;

/// Where a model's answers come from.
public sealed interface Upstream {

  /// Pods of the cluster; none while the model sleeps.
  record Pods(List<Replica> replicas) implements Upstream {}

  /// A server elsewhere, defined by the platform team.
  ///
  /// @param url base URL as the cluster contract says
  /// @param endpoint the definition's name, which its credentials are found by
  record External(String url, String endpoint) implements Upstream {}

  /// A model behind Bedrock.
  ///
  /// @param id a model id, an inference profile or an ARN
  record Bedrock(String id) implements Upstream {}
}
