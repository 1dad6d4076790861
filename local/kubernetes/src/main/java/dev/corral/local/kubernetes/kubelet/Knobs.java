package dev.corral.local.kubernetes.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The delays and failures to simulate, from the ConfigMap `simulated-kubelet`.
///
/// @param data its data; `<model>.<key>` goes before `<key>`
record Knobs(JsonNode data) {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)");

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
        "fail",
        "");
  }

  /// How long a phase takes for a model (empty for other pods); the default where the text is not a
  /// duration.
  Duration delay(String phase, String model) {
    String key = "delay." + phase;
    return parse(value(key, model))
        .or(() -> parse(defaults().path(key).asText()))
        .orElse(Duration.ZERO);
  }

  Optional<Fault> fault(String model) {
    return Fault.of(value("fail", model));
  }

  private String value(String key, String model) {
    String own = model.isEmpty() ? "" : data.path(model + "." + key).asText();
    return own.isEmpty() ? data.path(key).asText() : own;
  }

  private static Optional<Duration> parse(String text) {
    Matcher matcher = DURATION.matcher(text.strip());
    if (!matcher.matches()) {
      return text.strip().equals("0") ? Optional.of(Duration.ZERO) : Optional.empty();
    }
    long amount = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          default -> Duration.ofMinutes(amount);
        });
  }
}
