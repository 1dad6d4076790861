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

  /// For a person to read, with the end of its line.
  static String words(Loading loading) {
    String eta =
        loading.etaSeconds().isPresent()
            ? ", about " + loading.etaSeconds().getAsInt() + " s to go"
            : "";
    return "The model is starting: " + loading.phase().replace('_', ' ') + eta + ".\n";
  }

  static ObjectNode of(Loading loading) {
    ObjectNode json = JsonText.MAPPER.createObjectNode();
    json.put("status", "starting");
    json.put("model", loading.model());
    json.put("phase", loading.phase());
    loading.etaSeconds().ifPresent(eta -> json.put("eta_seconds", eta));
    loading
        .wake()
        .ifPresent(wake -> json.put("position", wake.position()).put("wake_id", wake.wakeId()));
    json.put("status_url", loading.statusUrl());
    loading.costPerHourEur().ifPresent(cost -> json.put("cost_per_hour_eur", cost));
    return json;
  }
}
