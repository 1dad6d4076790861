package dev.corral.proxy.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.problem.Loading;
import dev.corral.proxy.problem.Problem;
import java.util.Optional;

/// The `loading` object, the same in every dialect.
final class LoadingJson {
  private LoadingJson() {}

  static Optional<ObjectNode> of(Problem problem) {
    return problem instanceof Problem.Starting starting
        ? Optional.of(of(starting.loading()))
        : Optional.empty();
  }

  static ObjectNode of(Loading loading) {
    ObjectNode json = JsonText.MAPPER.createObjectNode();
    json.put("status", "starting");
    json.put("model", loading.model());
    json.put("phase", loading.phase());
    loading.etaSeconds().ifPresent(eta -> json.put("eta_seconds", eta));
    json.put("status_url", loading.statusUrl());
    loading.costPerHourEur().ifPresent(cost -> json.put("cost_per_hour_eur", cost));
    return json;
  }
}
