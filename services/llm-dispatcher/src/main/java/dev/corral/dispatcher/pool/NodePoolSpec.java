package dev.corral.dispatcher.pool;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The fields of Karpenter's `NodePool` (karpenter.sh/v1) that pools set.
@JsonInclude(JsonInclude.Include.NON_NULL)
record NodePoolSpec(
    int weight, Map<String, String> limits, Disruption disruption, Template template) {

  record Disruption(String consolidationPolicy, String consolidateAfter, List<Budget> budgets) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Budget(
      String nodes, List<String> reasons, @Nullable String schedule, @Nullable String duration) {}

  record Template(Metadata metadata, NodeSpec spec) {}

  record Metadata(Map<String, String> labels, Map<String, String> annotations) {}

  record NodeSpec(
      NodeClassRef nodeClassRef,
      List<Taint> taints,
      String expireAfter,
      String terminationGracePeriod,
      List<Requirement> requirements) {}

  record NodeClassRef(String group, String kind, String name) {}

  record Taint(String key, String value, String effect) {}

  record Requirement(String key, String operator, List<String> values) {
    static Requirement in(String key, String value) {
      return new Requirement(key, "In", List.of(value));
    }
  }
}
