package dev.corral.local.kubernetes.karpenter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.knob.Settings;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// The delays and failures to simulate, from the ConfigMap `simulated-karpenter`.
///
/// @param data its data; `<node pool>.<key>` goes before `<key>`
record Knobs(JsonNode data) {
  /// A failure that one can ask for.
  enum Fault {
    CAPACITY("Capacity"),
    QUOTA("Quota"),
    BOOTSTRAP("Bootstrap");

    private final String text;

    Fault(String text) {
      this.text = text;
    }
  }

  /// The data the ConfigMap is created with. Karpenter itself waits 15 minutes for a node to
  /// register and keeps away from a sold-out offering for 3 minutes.
  static ObjectNode defaults() {
    return Json.object(
        "delay.launched",
        "500ms",
        "delay.registered",
        "1s",
        "delay.initialized",
        "300ms",
        "timeout.registration",
        "60s",
        "unavailable",
        "30s",
        "fail",
        "",
        "paused",
        "false");
  }

  Duration delay(String step, String pool) {
    return settings().duration("delay." + step, pool);
  }

  Duration registrationTimeout(String pool) {
    return settings().duration("timeout.registration", pool);
  }

  /// How long an offering counts as sold out.
  Duration unavailable(String pool) {
    return settings().duration("unavailable", pool);
  }

  Optional<Fault> fault(String pool) {
    String text = settings().text("fail", pool).strip();
    return Arrays.stream(Fault.values()).filter(fault -> fault.text.equals(text)).findFirst();
  }

  boolean paused() {
    return settings().text("paused", "").strip().equals("true");
  }

  private Settings settings() {
    return new Settings(data, defaults());
  }
}
