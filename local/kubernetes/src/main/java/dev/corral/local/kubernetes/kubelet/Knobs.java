package dev.corral.local.kubernetes.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.knob.Settings;
import java.time.Duration;
import java.util.Optional;

/// The delays and failures to simulate, from the ConfigMap `simulated-kubelet`.
///
/// @param data its data; `<model or app>.<key>` goes before `<key>`
record Knobs(JsonNode data) {
  /// The data the ConfigMap is created with.
  static ObjectNode defaults() {
    return Json.object(
        "delay.waiting_capacity",
        "300ms",
        "delay.node_launching",
        "700ms",
        "delay.image_pull",
        "1s",
        "delay.weights",
        "2s",
        "delay.init",
        "200ms",
        "delay.warm_up",
        "300ms",
        "fail",
        "");
  }

  private Settings settings() {
    return new Settings(data, defaults());
  }

  /// How long a phase takes for a workload (empty for other pods); the default where the text is
  /// not a duration.
  Duration delay(String phase, String workload) {
    return settings().duration("delay." + phase, workload);
  }

  Optional<Fault> fault(String workload) {
    return Fault.of(settings().text("fail", workload));
  }
}
